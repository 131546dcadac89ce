import { createHash } from 'node:crypto';
import { DomainError, type LaidRow, layRows, readTimedRow, type TimedRow } from '@app/domain';
import { type EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { ActivityRecorder } from '../activity/activity-recorder.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { importEvents, type Imported, type Rejected } from './import-events.js';
import { ImportDto } from './imports.dto.js';

/** The most activities in one event. */
const AT_ONCE = 300;

/**
 * Imports what was exported here or elsewhere, batch by batch. The same batch again adds nothing.
 */
@Injectable()
export class Imports {
  constructor(
    private readonly accounts: Accounts,
    private readonly recorder: ActivityRecorder,
    private readonly taxonomies: Taxonomies,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Throws DomainError `unknown_account`. */
  async take(userId: string, batch: ImportDto, now: number): Promise<Imported> {
    const { timeZone, formerTimeZones } = await this.accounts.accountOf(userId);
    if (batch.format === 'rescuetime') return this.takeRows({ userId, timeZone, formerTimeZones, now }, batch);
    const imported = await importEvents(this.store, userId, { lines: batch.lines, now });
    this.taxonomies.changed(userId);
    return imported;
  }

  private async takeRows(
    account: { userId: string; timeZone: string; formerTimeZones: readonly string[]; now: number },
    { rows, bucketSeconds }: ImportDto,
  ): Promise<Imported> {
    const rejected: Rejected[] = [];
    const read: TimedRow[] = [];
    for (const row of rows) {
      try {
        read.push(readTimedRow(row));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        rejected.push({ line: Number(row.line), code: error.code, message: error.message });
      }
    }
    let [imported, duplicates] = [0, 0];
    for (const laid of batchesOf(layRows(read, { timeZone: account.timeZone, bucketSeconds }))) {
      const device = { id: `rescuetime-${laid[0]?.lane}`, machine: 'RescueTime', osUser: '' };
      const offer = { ...account, device, source: 'computers', activities: laid.map(activityOf) } as const;
      const recorded = await this.recorder.record(offer);
      imported += recorded.accepted;
      duplicates += recorded.duplicates;
      for (const { index, code, message } of recorded.rejected) {
        rejected.push({ line: laid[index]?.line ?? 0, code, message });
      }
    }
    return { imported, duplicates, rejected };
  }
}

/** Rows of one lane, as many as fit into one event. */
function* batchesOf(laid: readonly LaidRow[]): Generator<LaidRow[]> {
  const byLane = new Map<number, LaidRow[]>();
  for (const row of laid) {
    const ofLane = byLane.get(row.lane);
    if (ofLane) ofLane.push(row);
    else byLane.set(row.lane, [row]);
  }
  for (const ofLane of byLane.values()) {
    for (let n = 0; n < ofLane.length; n += AT_ONCE) yield ofLane.slice(n, n + AT_ONCE);
  }
}

const activityOf = ({ identity, activity, document, startedAt, endedAt }: LaidRow) => ({
  id: `rescuetime-${createHash('sha256').update(identity).digest('hex').slice(0, 40)}`,
  ...{ application: activity, startedAt, endedAt },
  ...(document !== undefined && { title: document }),
});
