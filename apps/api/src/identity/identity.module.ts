import { Module } from '@nestjs/common';
import { Accounts } from './accounts.js';
import { Applications } from './applications.js';
import { Credentials } from './credentials.js';
import { ChallengeKey } from './factors/challenge-key.js';
import { SecondFactors } from './factors/second-factors.js';
import { UserPasskeys } from './factors/user-passkeys.js';
import { Keys } from './keys.js';
import { ListedSecrets } from './listed-secrets.js';
import { LocalDays } from './local-days.js';
import { OneTimeLinks } from './one-time-links.js';
import { PasswordTurns } from './password-turns.js';
import { Sessions } from './sessions.js';

const PROVIDERS = [
  Accounts,
  Applications,
  ChallengeKey,
  Credentials,
  Keys,
  ListedSecrets,
  LocalDays,
  OneTimeLinks,
  PasswordTurns,
  SecondFactors,
  Sessions,
  UserPasskeys,
];

/**
 * Identities: accounts, credentials, sessions and registered applications. It refuses no request;
 * guards do.
 */
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class IdentityModule {}
