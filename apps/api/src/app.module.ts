import type { ApiSettings } from '@app/settings';
import { type DynamicModule, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { ACCESS } from './access/access.feature.js';
import { CompanyStrategy, type SignInWays } from './sign-in/company-sign-in.js';
import { ActivitiesController } from './activity/activities.controller.js';
import { ActivityRecorder } from './activity/activity-recorder.js';
import { AlertFeedController } from './alerts/alert-feed.controller.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { AnalyticDataController } from './analytics/analytic-data.controller.js';
import { CurrentPulseController } from './analytics/current-pulse.controller.js';
import { ReportAnswers } from './analytics/report-answers.js';
import { Reports } from './analytics/reports.js';
import { RestrictedReportsController } from './analytics/restricted-reports.controller.js';
import type { Stores } from './compose.js';
import { DevicesController } from './devices/devices.controller.js';
import { UserDevices } from './devices/user-devices.js';
import { DailySummaryFeedController } from './daily-summary/daily-summary-feed.controller.js';
import { CommandsController } from './focus/commands.controller.js';
import { FocusController } from './focus/focus.controller.js';
import { UserFocus } from './focus/user-focus.js';
import { HighlightFeedController } from './highlights/highlight-feed.controller.js';
import { HighlightsController } from './highlights/highlights.controller.js';
import { UserHighlights } from './highlights/user-highlights.js';
import { OAUTH } from './oauth/oauth.feature.js';
import { OfflineTimeController } from './offline-time/offline-time.controller.js';
import { ErasuresController } from './privacy/erasures.controller.js';
import { ExportController } from './privacy/export.controller.js';
import { Imports } from './privacy/imports.js';
import { ImportsController, UserImportsController } from './privacy/imports.controller.js';
import { StatisticsController } from './privacy/statistics.controller.js';
import { SchedulesController } from './schedules/schedules.controller.js';
import { UserSchedules } from './schedules/user-schedules.js';
import { HelloController } from './status/hello.controller.js';
import { HealthController } from './status/health.controller.js';
import { Metrics } from './status/metrics.js';
import { MetricsController } from './status/metrics.controller.js';
import { StatusController } from './status/status.controller.js';
import { Taxonomies } from './taxonomy/taxonomies.js';
import { TaxonomyController } from './taxonomy/taxonomy.controller.js';
import { TEAMS } from './teams/teams.feature.js';
import {
  ADMIN_TOKEN,
  CLOCK,
  type Clock,
  EVENT_STORE,
  LOG_KIND,
  PUBLIC_URL,
  RATE_LIMITS,
  READ_MODELS,
  SIGN_IN_WAYS,
  SMALLEST_GROUP,
} from './stores/tokens.js';

export interface AppParts {
  readonly stores: Stores;
  readonly adminToken: string;
  readonly clock: Clock;
  readonly settings: ApiSettings;
}

/** All of the API. What it needs from outside is handed in, so that tests run the very same module. */
@Module({})
export class AppModule {
  static of(parts: AppParts): DynamicModule {
    const { stores, adminToken, clock, settings } = parts;
    const { rateLimits, publicUrl, smallestGroup } = settings;

    return {
      module: AppModule,
      imports: [PassportModule],
      controllers: [
        ...ACCESS.controllers,
        ...OAUTH.controllers,
        ...TEAMS.controllers,
        ActivitiesController,
        AlertFeedController,
        AlertsController,
        AnalyticDataController,
        DailySummaryFeedController,
        CommandsController,
        CurrentPulseController,
        DevicesController,
        FocusController,
        HealthController,
        HelloController,
        HighlightFeedController,
        HighlightsController,
        ErasuresController,
        ExportController,
        ImportsController,
        MetricsController,
        OfflineTimeController,
        RestrictedReportsController,
        SchedulesController,
        StatisticsController,
        StatusController,
        TaxonomyController,
        UserImportsController,
      ],
      providers: [
        { provide: EVENT_STORE, useValue: stores.eventStore },
        { provide: READ_MODELS, useValue: stores.readModels },
        { provide: LOG_KIND, useValue: stores.logKind },
        { provide: ADMIN_TOKEN, useValue: adminToken },
        { provide: CLOCK, useValue: clock },
        { provide: RATE_LIMITS, useValue: rateLimits },
        { provide: PUBLIC_URL, useValue: publicUrl },
        { provide: SIGN_IN_WAYS, useValue: waysOf(settings) },
        ...ACCESS.providers,
        ...OAUTH.providers,
        ...TEAMS.providers,
        ActivityRecorder,
        { provide: SMALLEST_GROUP, useValue: smallestGroup },
        Imports,
        Metrics,
        ReportAnswers,
        Reports,
        Taxonomies,
        UserFocus,
        UserHighlights,
        ...[UserDevices, UserSchedules],
      ],
    };
  }
}

function waysOf({ publicUrl, signUp, upstream }: ApiSettings): SignInWays {
  const company = upstream && publicUrl !== undefined ? new CompanyStrategy(upstream, publicUrl) : undefined;
  return { company, canSignUp: signUp && !company, opensAccounts: signUp };
}
