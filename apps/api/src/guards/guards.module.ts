import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { BrowserSessions } from './browser-sessions.js';
import { AccessTokenStrategy } from './credential.strategies.js';
import { ApiKeyStrategy } from './credential.strategies.js';
import { SessionCookie } from './session-cookie.js';
import { SessionStrategy } from './session.strategy.js';

/**
 * The guards. A module whose controllers have guards imports it, and gets identities and limits
 * with it.
 */
@Module({
  imports: [IdentityModule, LimitsModule],
  providers: [AccessTokenStrategy, ApiKeyStrategy, BrowserSessions, SessionCookie, SessionStrategy],
  exports: [IdentityModule, LimitsModule, BrowserSessions, SessionCookie],
})
export class GuardsModule {}
