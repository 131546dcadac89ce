import { Module } from '@nestjs/common';
import { Accounts } from './accounts.js';
import { Applications } from './applications.js';
import { Credentials } from './credentials.js';
import { Keys } from './keys.js';
import { ListedSecrets } from './listed-secrets.js';
import { LocalDays } from './local-days.js';
import { PasswordTurns } from './password-turns.js';
import { Sessions } from './sessions.js';

/**
 * Identities: accounts, credentials, sessions and registered applications. It refuses no request;
 * guards do.
 */
@Module({
  providers: [Accounts, Applications, Credentials, Keys, ListedSecrets, LocalDays, PasswordTurns, Sessions],
  exports: [Accounts, Applications, Credentials, Keys, ListedSecrets, LocalDays, PasswordTurns, Sessions],
})
export class IdentityModule {}
