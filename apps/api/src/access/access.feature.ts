import { StyleController } from '../pages/style.controller.js';
import { Visitors } from '../guards/page-user.js';
import { AccountController } from '../account/account.controller.js';
import { AccountPageController } from '../account/account.page.controller.js';
import { Accounts } from '../identity/accounts.js';
import { CompanySignInController } from '../sign-in/company-sign-in.controller.js';
import { AccessTokenStrategy, ApiKeyStrategy } from '../guards/credential.strategies.js';
import { ChangesElsewhere } from '../stores/changes-elsewhere.js';
import { Credentials } from '../identity/credentials.js';
import { KeysController } from '../keys/keys.controller.js';
import { Keys } from '../identity/keys.js';
import { KeysPageController } from '../keys/keys.page.controller.js';
import { LocalDays } from '../identity/local-days.js';
import { PasswordChange } from '../account/password-change.js';
import { RateLimits } from '../limits/rate-limits.js';
import { SessionCookie } from '../guards/session-cookie.js';
import { SessionStrategy } from '../guards/session.strategy.js';
import { Sessions } from '../identity/sessions.js';
import { SignInController } from '../sign-in/sign-in.controller.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
import { SignIn } from '../sign-in/sign-in.js';
import { SignUpController } from '../sign-in/sign-up.controller.js';
import { UsersController } from '../account/users.controller.js';

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
