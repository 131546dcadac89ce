import { StyleController } from '../pages/style.controller.js';
import { Visitors } from '../pages/visitors.js';
import { AccountController } from './account.controller.js';
import { AccountPageController } from './account.page.controller.js';
import { Accounts } from './accounts.js';
import { CompanySignInController } from './company-sign-in.controller.js';
import { AccessTokenStrategy, ApiKeyStrategy } from './credential.strategies.js';
import { ChangesElsewhere } from './changes-elsewhere.js';
import { Credentials } from './credentials.js';
import { KeysController } from './keys.controller.js';
import { Keys } from './keys.js';
import { KeysPageController } from './keys.page.controller.js';
import { LocalDays } from './local-days.js';
import { PasswordChange } from './password-change.js';
import { RateLimits } from './rate-limits.js';
import { SessionCookie } from './session-cookie.js';
import { SessionStrategy } from './session.strategy.js';
import { Sessions } from './sessions.js';
import { SignInController } from './sign-in.controller.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignIn } from './sign-in.js';
import { SignUpController } from './sign-up.controller.js';
import { UsersController } from './users.controller.js';

/** Who may call: accounts, keys, sessions, and the pages on which people look after them. */
export const ACCESS = {
  controllers: [
    KeysController,
    KeysPageController,
    AccountController,
    CompanySignInController,
    AccountPageController,
    SignInController,
    SignUpController,
    StyleController,
    UsersController,
  ],
  providers: [
    AccessTokenStrategy,
    Accounts,
    ApiKeyStrategy,
    ChangesElsewhere,
    Credentials,
    Keys,
    LocalDays,
    PasswordChange,
    RateLimits,
    SessionCookie,
    Sessions,
    SessionStrategy,
    SignIn,
    SignInLimits,
    Visitors,
  ],
};
