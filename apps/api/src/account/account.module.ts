import { Module } from '@nestjs/common';
import { AddressModule } from '../address/address.module.js';
import { ApplicationsModule } from '../applications/applications.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { KeepingModule } from '../keeping/keeping.module.js';
import { AccountController } from './account.controller.js';
import { AccountPageController } from './account.page.controller.js';
import { OwnAccount } from './own-account.js';
import { PasswordChange } from './password-change.js';
import { UserKeysController } from './user-keys.controller.js';
import { UsersController } from './users.controller.js';

/** Accounts: for their owners by API and page, and for the administrator by API. */
@Module({
  imports: [AddressModule, ApplicationsModule, GuardsModule, KeepingModule],
  controllers: [AccountController, AccountPageController, UsersController, UserKeysController],
  providers: [OwnAccount, PasswordChange],
})
export class AccountModule {}
