import type { EventStore } from '@app/event-store';
import { PROJECTIONS } from '@app/projector';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';

/** How far the tables are. The projector may run in another process, so the tables are asked. */
@Injectable()
export class ShownPosition {
  private reading: Promise<bigint> | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /**
   * Reports show all events up to this position (inclusive); -1 when there are none yet. Questions
   * at the same time share one answer. Rejects when a store does not answer.
   */
  read(): Promise<bigint> {
    return (this.reading ??= this.readNow().finally(() => (this.reading = undefined)));
  }

  private async readNow(): Promise<bigint> {
    const storeId = await this.store.identity();
    const checkpoints = await Promise.all(
      PROJECTIONS.map(({ checkpoint }) => this.readModels.readCheckpoint({ projection: checkpoint, storeId })),
    );
    const positions = checkpoints.map((one) => one?.position ?? -1n);
    return positions.reduce((least, one) => (one < least ? one : least));
  }
}
