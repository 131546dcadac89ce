import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../applications/applications.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { CompanyAccounts } from './company-accounts.js';
import { CompanyConfirmController } from './company-confirm.controller.js';
import { CompanyCookies } from './company-cookies.js';
import { CompanyLinkController } from './company-link.controller.js';
import { CompanyProvider } from './company-provider.js';
import { CompanySignInController } from './company-sign-in.controller.js';
import { LinkByPassword } from './link-by-password.js';

/** Signing in through the identity provider of a company. */
@Module({
  imports: [ApplicationsModule, GuardsModule, SignInModule],
  controllers: [CompanyConfirmController, CompanyLinkController, CompanySignInController],
  providers: [CompanyAccounts, CompanyCookies, CompanyProvider, LinkByPassword],
})
export class CompanySignInModule {}
