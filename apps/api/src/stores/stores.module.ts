import type { EventStore } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { LogChanges } from './log-changes.js';
import { CLOCK, type Clock, EVENT_STORE, LOG_KIND, READ_MODELS } from './tokens.js';

/** The stores that `compose.ts` opened. `compose.ts` also closes them. */
export interface OpenStores {
  readonly eventStore: EventStore;
  readonly readModels: ReadModels;
  readonly logKind: 'embedded' | 'remote';
}

/** Gives every module the stores, the clock, and news of changes in the log. */
@Global()
@Module({})
export class StoresModule {
  static with({ eventStore, readModels, logKind }: OpenStores, clock: Clock): DynamicModule {
    const given = [
      { provide: EVENT_STORE, useValue: eventStore },
      { provide: READ_MODELS, useValue: readModels },
      { provide: LOG_KIND, useValue: logKind },
      { provide: CLOCK, useValue: clock },
    ];
    return { module: StoresModule, providers: [...given, LogChanges], exports: [...given, LogChanges] };
  }
}
