import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { OwnPasskeysController } from './own-passkeys.controller.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { PasskeyRegistration } from './passkey-registration.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { PasskeySignInController } from './passkey-sign-in.controller.js';
import { PasskeySites } from './passkey-sites.js';
import { PasskeysPageController } from './passkeys.page.controller.js';

/** Passkeys: signing in with them, and what their owners change. */
@Module({
  imports: [GuardsModule],
  controllers: [OwnPasskeysController, PasskeySignInController, PasskeysPageController],
  providers: [PasskeyChallenges, PasskeyRegistration, PasskeySignIn, PasskeySites],
})
export class PasskeysModule {}
