import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccountModule } from './account/account.module.js';
import { AgentLoginModule } from './agent-login/agent-login.module.js';
import { ActivityModule } from './activity/activity.module.js';
import { AddressModule } from './address/address.module.js';
import { AgentCommandsModule } from './agent-commands/agent-commands.module.js';
import { AdministrationModule } from './administration/administration.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { ApplicationsModule } from './applications/applications.module.js';
import { CompanySignInModule } from './company-sign-in/company-sign-in.module.js';
import { DailySummaryModule } from './daily-summary/daily-summary.module.js';
import { DevicesModule } from './devices/devices.module.js';
import { FocusModule } from './focus/focus.module.js';
import { SettingsModule, type SettingsParts } from './ground/settings.module.js';
import { WayInGuard } from './guards/way-in.guard.js';
import { GoalsModule } from './goals/goals.module.js';
import { HighlightsModule } from './highlights/highlights.module.js';
import { HistoryModule } from './history/history.module.js';
import { LanesModule } from './lanes/lanes.module.js';
import { ErrorFilter } from './http/error.filter.js';
import { FormOfRequest } from './http/bodies/strict-bodies.js';
import { KeepingModule } from './keeping/keeping.module.js';
import { KeysModule } from './keys/keys.module.js';
import { LiveModule } from './live/live.module.js';
import { MailModule } from './mail/mail.module.js';
import { OauthModule } from './oauth/oauth.module.js';
import { OfflineTimeModule } from './offline-time/offline-time.module.js';
import { OwnReportsModule } from './own-reports/own-reports.module.js';
import { PagesModule } from './pages/pages.module.js';
import { PasskeysModule } from './passkeys/passkeys.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { RecoveryModule } from './recovery/recovery.module.js';
import { RulesModule } from './rules/rules.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { SecondFactorModule } from './second-factor/second-factor.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SetUpModule } from './set-up/set-up.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { StatusModule } from './status/status.module.js';
import { type OpenStores, StoresModule } from './stores/stores.module.js';
import type { Clock } from './stores/tokens.js';
import { TaxonomyModule } from './taxonomy/taxonomy.module.js';
import { TeamPagesModule } from './team-pages/team-pages.module.js';
import { TeamsModule } from './teams/teams.module.js';
import { WeeklyMailModule } from './weekly-mail/weekly-mail.module.js';
import { NoPageFilter } from './web/no-page.filter.js';
import { WebModule } from './web/web.module.js';

/** What the application gets from outside. */
export interface AppParts extends SettingsParts {
  readonly stores: OpenStores;
  readonly clock: Clock;
}

/** Every feature of the API. A new feature is a folder with its module, and a line here. */
const FEATURES = [
  AccountModule,
  AddressModule,
  ActivityModule,
  AdministrationModule,
  AgentLoginModule,
  AgentCommandsModule,
  AlertsModule,
  AnalyticsModule,
  ApplicationsModule,
  CompanySignInModule,
  DailySummaryModule,
  DevicesModule,
  FocusModule,
  GoalsModule,
  HighlightsModule,
  HistoryModule,
  LanesModule,
  KeepingModule,
  KeysModule,
  LiveModule,
  MailModule,
  OauthModule,
  OfflineTimeModule,
  OwnReportsModule,
  PagesModule,
  PasskeysModule,
  PrivacyModule,
  RecoveryModule,
  RulesModule,
  SchedulesModule,
  SecondFactorModule,
  SessionsModule,
  SetUpModule,
  SignInModule,
  StatusModule,
  TaxonomyModule,
  TeamPagesModule,
  TeamsModule,
  WebModule,
  WeeklyMailModule,
];

/** All of the API. `main.ts` or a test gives it stores, settings and a clock. */
@Module({})
export class AppModule {
  static with({ stores, clock, ...settings }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [SettingsModule.with(settings), StoresModule.with(stores, clock), ...FEATURES],
      providers: [
        { provide: APP_GUARD, useClass: WayInGuard },
        { provide: APP_PIPE, useClass: FormOfRequest },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_FILTER, useClass: NoPageFilter },
      ],
    };
  }
}
