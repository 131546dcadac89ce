import type { EventStore } from '@app/event-store';
import { PROJECTIONS, readProjectionStatus } from '@app/projector';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';

/** On a busy server the tables are some moments behind. A week that is over is older than that. */
const MOST_LAG_SECONDS = 60;

/** Whether reports show all of the time that the log has. */
@Injectable()
export class FilledTables {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /**
   * False while the tables are filled: after a start, an upgrade, a restore. Then a report lacks
   * time, and nothing in it says so. Rejects when a store does not answer.
   */
  async areFilled(): Promise<boolean> {
    const { caughtUp, otherHistory, position, lagSeconds } = await readProjectionStatus(
      this.store,
      this.readModels,
      PROJECTIONS,
    );
    return caughtUp || (!otherHistory && position >= 0n && lagSeconds < MOST_LAG_SECONDS);
  }
}
