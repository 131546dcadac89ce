import { Module } from '@nestjs/common';
import { AddressModule } from '../address/address.module.js';
import { SETTINGS } from '../ground/settings.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { AgainByScriptController } from './again-by-script.controller.js';
import { AgainController } from './again.controller.js';
import { AgainWaysOf } from './again-ways.js';
import { ShownAgain } from './shown-again.js';
import { SIGN_IN_WAYS, signInWaysOf } from './sign-in-ways.js';
import { SignInController } from './sign-in.controller.js';
import { SignIn } from './sign-in.js';
import { SignUp } from './sign-up.js';
import { SignUpController } from './sign-up.controller.js';

/** Signing in and up with a password. */
@Module({
  imports: [AddressModule, GuardsModule],
  controllers: [AgainByScriptController, AgainController, SignInController, SignUpController],
  providers: [
    AgainWaysOf,
    ShownAgain,
    SignIn,
    SignUp,
    { provide: SIGN_IN_WAYS, useFactory: signInWaysOf, inject: [SETTINGS] },
  ],
  exports: [AgainWaysOf, SIGN_IN_WAYS, SignIn],
})
export class SignInModule {}
