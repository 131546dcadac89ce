import { Module } from '@nestjs/common';
import { SETTINGS } from '../ground/settings.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { SIGN_IN_WAYS, signInWaysOf } from './sign-in-ways.js';
import { SignInController } from './sign-in.controller.js';
import { SignIn } from './sign-in.js';
import { SignUpController } from './sign-up.controller.js';

/** Signing in and up with a password. */
@Module({
  imports: [GuardsModule],
  controllers: [SignInController, SignUpController],
  providers: [SignIn, { provide: SIGN_IN_WAYS, useFactory: signInWaysOf, inject: [SETTINGS] }],
  exports: [SIGN_IN_WAYS, SignIn],
})
export class SignInModule {}
