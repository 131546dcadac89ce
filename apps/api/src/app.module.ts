import { type DynamicModule, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { Accounts } from './access/accounts.js';
import { AccessTokenStrategy, ApiKeyStrategy } from './access/credential.strategies.js';
import { UsersController } from './access/users.controller.js';
import { ActivitiesController } from './activity/activities.controller.js';
import { ActivityRecorder } from './activity/activity-recorder.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { AnalyticDataController } from './analytics/analytic-data.controller.js';
import { Reports } from './analytics/reports.js';
import type { Stores } from './compose.js';
import { ErasuresController } from './privacy/erasures.controller.js';
import { ExportController } from './privacy/export.controller.js';
import { Imports } from './privacy/imports.js';
import { ImportsController, UserImportsController } from './privacy/imports.controller.js';
import { StatisticsController } from './privacy/statistics.controller.js';
import { SchedulesController } from './schedules/schedules.controller.js';
import { UserSchedules } from './schedules/user-schedules.js';
import { HealthController } from './status/health.controller.js';
import { Metrics } from './status/metrics.js';
import { MetricsController } from './status/metrics.controller.js';
import { StatusController } from './status/status.controller.js';
import { Taxonomies } from './taxonomy/taxonomies.js';
import { TaxonomyController } from './taxonomy/taxonomy.controller.js';
import { ADMIN_TOKEN, CLOCK, type Clock, EVENT_STORE, LOG_KIND, READ_MODELS, SMALLEST_GROUP } from './tokens.js';

export interface AppParts {
  readonly stores: Stores;
  readonly adminToken: string;
  readonly clock: Clock;
  /** Users behind each figure of the statistics, at least. Default 20. */
  readonly smallestGroup?: number;
}

/** All of the API. What it needs from outside is handed in, so that tests run the very same module. */
@Module({})
export class AppModule {
  static of({ stores, adminToken, clock, smallestGroup = 20 }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [PassportModule],
      controllers: [
        ActivitiesController,
        AlertsController,
        AnalyticDataController,
        ErasuresController,
        ExportController,
        HealthController,
        ImportsController,
        MetricsController,
        SchedulesController,
        StatisticsController,
        StatusController,
        TaxonomyController,
        UserImportsController,
        UsersController,
      ],
      providers: [
        { provide: EVENT_STORE, useValue: stores.eventStore },
        { provide: READ_MODELS, useValue: stores.readModels },
        { provide: LOG_KIND, useValue: stores.logKind },
        { provide: ADMIN_TOKEN, useValue: adminToken },
        { provide: CLOCK, useValue: clock },
        { provide: SMALLEST_GROUP, useValue: smallestGroup },
        AccessTokenStrategy,
        Accounts,
        ActivityRecorder,
        ApiKeyStrategy,
        Imports,
        Metrics,
        Reports,
        Taxonomies,
        UserSchedules,
      ],
    };
  }
}
