import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { AdminAccess } from './admin-access.js';
import { BrowserSessions } from './browser-sessions.js';
import { AccessTokenStrategy, ApiKeyStrategy, ShownSecrets } from './credential.strategies.js';
import { DeviceCookie } from './cookies/device-cookie.js';
import { KeyKindCheck } from './checks/key-kind-check.js';
import { ReadKeyPlaces } from './checks/read-key-places.js';
import { OwnCode } from './checks/own-code.js';
import { SecondStepCookie } from './cookies/second-step-cookie.js';
import { SessionCookie } from './cookies/session-cookie.js';
import { OwnPassword } from './own-password.js';
import { SessionStrategy } from './session.strategy.js';

/**
 * The guards. A module whose controllers have guards imports it, and gets identities and limits
 * with it.
 */
@Module({
  imports: [IdentityModule, LimitsModule],
  providers: [
    AccessTokenStrategy,
    AdminAccess,
    ApiKeyStrategy,
    BrowserSessions,
    DeviceCookie,
    KeyKindCheck,
    OwnCode,
    OwnPassword,
    ReadKeyPlaces,
    SecondStepCookie,
    SessionCookie,
    SessionStrategy,
    ShownSecrets,
  ],
  exports: [
    IdentityModule,
    LimitsModule,
    AdminAccess,
    BrowserSessions,
    KeyKindCheck,
    OwnCode,
    OwnPassword,
    ReadKeyPlaces,
    SecondStepCookie,
    SessionCookie,
    ShownSecrets,
  ],
})
export class GuardsModule {}
