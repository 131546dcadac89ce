import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '@app/event-store';
import { isRebuildRunning, PROJECTIONS, rebuild, RebuildRunningError } from '@app/projector';
import type { ReadModels, RebuildRecord } from '@app/read-models';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { ApiError } from '../ground/api-error.js';
import { LOG } from '../ground/settings.module.js';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';

/** A rebuild ends after its present batch, which takes a second or two. */
const CLOSING_PATIENCE_MS = 5_000;

/** The newest rebuild. `cut_off`: it has ended before its time, and the next one goes on there. */
export interface NewestRebuild extends Omit<RebuildRecord, 'state'> {
  readonly state: RebuildRecord['state'] | 'cut_off';
}

/**
 * Rebuilds the tables of all users from the log, in this process. Reports go on meanwhile. One
 * rebuild runs at a time, in whichever process: its record in the tables says so.
 */
@Injectable()
export class Rebuilding implements OnModuleDestroy {
  private running: Promise<void> | undefined;
  private readonly closing = new AbortController();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Resolves when a rebuild has begun. Throws ApiError `rebuild_running`. */
  start(): Promise<void> {
    if (this.running || this.closing.signal.aborted) return Promise.reject(alreadyRunning());
    return new Promise((begun, refused) => {
      this.running = this.run(begun)
        .catch((error: unknown) => {
          refused(error instanceof RebuildRunningError ? alreadyRunning() : (error as Error));
          this.log.error({ error: (error as Error).name }, 'A rebuild of the tables ended.');
        })
        .finally(() => (this.running = undefined));
    });
  }

  /** The rebuild that runs, or was the last one. Undefined when there never was one. */
  async newest(): Promise<NewestRebuild | undefined> {
    const record = await this.readModels.readRebuild(await this.store.identity());
    if (!record || record.state === 'done' || this.running) return record;
    return isRebuildRunning(record, Date.now()) ? record : { ...record, state: 'cut_off' };
  }

  async onModuleDestroy(): Promise<void> {
    this.closing.abort();
    const patience = new AbortController();
    const limit = delay(CLOSING_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.running, limit]);
    patience.abort();
  }

  private async run(begun: () => void): Promise<void> {
    await rebuild({
      ...{ store: this.store, readModels: this.readModels, projections: PROJECTIONS, signal: this.closing.signal },
      observer: {
        started: begun,
        progressed: () => undefined,
        interrupted: (error) =>
          this.log.warn({ error: (error as Error).name }, 'A rebuild of the tables was interrupted, and tries again.'),
      },
    });
  }
}

const alreadyRunning = (): ApiError =>
  new ApiError('rebuild_running', 'A rebuild is running. One that was cut off can be started after half a minute.');
