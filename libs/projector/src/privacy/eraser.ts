import {
  categoriesWith,
  daysOfSlice,
  type Erasure,
  erasureDecider,
  type ErasureProgress,
  erasureStream,
  parseErasureStream,
  prefixesOf,
  rangesWith,
  readErasureEvent,
  readOrPassOver,
  timeClasses,
  userStream,
} from '@app/domain';
import { EventStoreUnavailableError, handleCommand, readState, type StoredEvent } from '@app/event-store';
import type { Agenda } from '../reactors/agenda.js';
import { NotYet, type Reaction, type ReactorOptions } from '../reactors/reaction.js';
import { upToRevision } from '../reactors/readable-events.js';
import { readTaxonomy } from '../reactors/user-log.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';
import { withdrawWeeksOf } from '../teams/withdraw-weeks.js';
import { eraseAccount } from './erase-account.js';
import { eraseDay } from './erase-day.js';
import { eraseSummaries } from './erase-summaries.js';
import { ALL_TABLES, eraseTables } from './erase-tables.js';
import { LATEST_APPEND_MS, removeDaysSince } from './late-days.js';
import { recordedDays } from './recorded-days.js';

/** A user whose erasure may not be completed. */
export interface OpenErasure {
  readonly userId: string;
  /** After the erasure of an account: a last look for events behind this log position. */
  readonly lookBehind?: bigint;
}

/** The pause after a failed scavenge. */
const ASK_AGAIN_MS = 60_000;
const LOOK_AGAIN_MS = 200;
const LONGEST_REASON = 200;
/**
 * Days between two notes. After a crash the days since the last note are erased again, without
 * effect.
 */
const DAYS_OF_A_NOTE = 25;

/**
 * Called after every step with its name. A test may throw there, as if the process had been killed.
 */
export type StepReached = (step: string) => Promise<void>;

/**
 * Does the erasures that users asked for, step by step. It notes each finished step in the user's
 * `erasure-` stream. Every step may be repeated, so another process can go on after a crash. Two
 * processes at once have the same result: one of two appends at a revision is refused.
 *
 *     requested > erasing > awaiting-scavenge > deleting-rows > awaiting-merges > completed
 *                 streams   bytes of the log    tables          files
 *
 * An append that began before an account was closed may land behind all of this, while the store
 * hangs. So a minute after the request the eraser looks for such days once more.
 */
export class Eraser implements Reaction<OpenErasure> {
  readonly name = 'eraser';
  readonly streamPrefixes = prefixesOf('erasure');

  constructor(
    private readonly options: ReactorOptions,
    private readonly reached: StepReached = async () => undefined,
  ) {}

  laneOf({ userId }: OpenErasure): string {
    return userId;
  }

  /**
   * Plans the erasure on every event of it but the last. The first events are not enough, because
   * the erasure truncates its own stream.
   */
  async hear(stored: StoredEvent, agenda: Agenda<OpenErasure>): Promise<void> {
    const owner = parseErasureStream(stored.stream);
    const event = owner && readOrPassOver(readErasureEvent, stored);
    if (!event || this.options.share?.accepts(owner.userId) === false) return;
    if (event.type === 'ErasureCompleted') agenda.drop(owner.userId);
    else agenda.plan(owner.userId, owner, this.nowMs());
    if (event.type !== 'LogErased' || !event.data.isAccount) return;
    const { requestedAt, upTo } = event.data;
    const lastLook = { ...owner, lookBehind: BigInt(upTo) };
    agenda.plan(`${owner.userId} last look`, lastLook, requestedAt + LATEST_APPEND_MS);
  }

  async perform({ userId, lookBehind }: OpenErasure): Promise<void> {
    const { store } = this.options;
    if (lookBehind !== undefined) return this.eraseLateDays(userId, lookBehind);
    for (;;) {
      const { state: erasure } = await readState(store, erasureStream(userId), erasureDecider);
      if (!erasure) return;
      if (erasure.phase === 'completed') return erasure.isAccount ? this.removeWhenCompleted(userId) : undefined;
      await this.goOn(userId, erasure);
      await this.reached(erasure.phase);
    }
  }

  /** Erases what was recorded for a closed account behind a log position. */
  private async eraseLateDays(userId: string, position: bigint): Promise<void> {
    const { store } = this.options;
    if ((await removeDaysSince(store, userId, position)) === 0) return;
    const upTo = ((await store.lastEvent())?.position ?? position).toString();
    try {
      await store.scavenge();
    } catch (error) {
      if (error instanceof EventStoreUnavailableError) throw error;
      throw new NotYet(ASK_AGAIN_MS);
    }
    await eraseTables(this.options, userId, { isAccount: true, erased: [], upTo });
  }

  /** The last step of the erasure of an account: it removes the `erasure-` stream itself. */
  private async removeWhenCompleted(userId: string): Promise<void> {
    for (const category of categoriesWith('whenAccountIsErased', 'remove-when-completed')) {
      await this.options.store.removeForEver(userStream(category, userId));
    }
  }

  /** Does the work of the phase, and notes it. */
  private async goOn(userId: string, erasure: Erasure): Promise<void> {
    const { erasureId } = erasure;
    switch (erasure.phase) {
      case 'requested':
        return this.lookForDays(userId, erasure);
      case 'erasing':
        return erasure.isAccount ? this.eraseAccount(userId, erasure) : this.eraseSlice(userId, erasure);
      case 'awaiting-scavenge':
        return this.scavenge(userId, erasure);
      case 'deleting-rows': {
        const at = await eraseTables(this.options, userId, erasure);
        return this.note(userId, { type: 'RowsErased', data: { erasureId, at } });
      }
      case 'awaiting-merges': {
        const isGone = await this.options.readModels.arePartsGone(ALL_TABLES, erasure.rowsErasedAt ?? 0);
        if (!isGone) throw new NotYet(LOOK_AGAIN_MS);
        return this.note(userId, { type: 'ErasureCompleted', data: { erasureId } });
      }
      case 'completed':
    }
  }

  private async lookForDays(userId: string, { erasureId, slice, requestedAt }: Erasure): Promise<void> {
    const days = slice ? await recordedDays(this.options.store, userId, daysOfSlice(slice, requestedAt)) : [];
    await this.note(userId, { type: 'ErasureBegun', data: { erasureId, days } });
  }

  private async eraseSlice(userId: string, erasure: Erasure): Promise<void> {
    const { store } = this.options;
    const { erasureId, requestedAt, slice = {}, taxonomyRevision, daysLeft } = erasure;
    const { taxonomy } = await readTaxonomy(store, userId, upToRevision(taxonomyRevision));
    const classes = timeClasses(taxonomy);
    const metadata = this.metadata();
    const job = { erasureId, requestedAt, userId, slice, classes, metadata, reached: this.reached };
    for (let n = 0; n < daysLeft.length; n += DAYS_OF_A_NOTE) {
      const days = [];
      for (const localDate of daysLeft.slice(n, n + DAYS_OF_A_NOTE)) {
        days.push({ localDate, begins: await eraseDay(store, { ...job, localDate }) });
        await this.reached('day');
      }
      await this.note(userId, { type: 'DaysErased', data: { erasureId, days } });
    }
    const { state } = await readState(store, erasureStream(userId), erasureDecider);
    if (state?.erasureId !== erasureId || state.daysLeft.length > 0) return;
    const days = state.erased.map(({ localDate }) => localDate);
    await eraseSummaries(store, userId, { erasureId, days, metadata: this.metadata() });
    await this.reached('summaries');
    await withdrawWeeksOf(store, userId, days);
    await this.reached('weeks');
    await this.noteLogErased(userId, state, state.daysSeen);
  }

  private async eraseAccount(userId: string, erasure: Erasure): Promise<void> {
    const { erasureId } = erasure;
    const job = { erasureId, userId, metadata: this.metadata(), reached: this.reached };
    const { store } = this.options;
    const begun = await store.lastEvent();
    const daysSeen = await eraseAccount(store, job);
    await this.noteLogErased(userId, erasure, daysSeen, () => removeDaysSince(store, userId, begun?.position));
  }

  /**
   * Notes that the log is erased. The stream of the erasure is truncated before this event, because
   * the request names the erased things. `lookAgain` runs when it is known up to where the log is
   * erased.
   */
  private async noteLogErased(
    userId: string,
    erasure: Erasure,
    daysSeen: number,
    lookAgain?: () => Promise<unknown>,
  ): Promise<void> {
    const { store } = this.options;
    const { erasureId, requestedAt, isAccount, erased } = erasure;
    const upTo = ((await store.lastEvent())?.position ?? 0n).toString();
    await lookAgain?.();
    const data = {
      erasureId,
      requestedAt,
      isAccount,
      daysSeen,
      days: erased,
      upTo,
      ranges: rangesWith(erasure.ranges, erasure),
    };
    await this.note(userId, { type: 'LogErased', data });
  }

  private async scavenge(userId: string, { erasureId }: Erasure): Promise<void> {
    const { store } = this.options;
    for await (const { type, data, revision } of store.read(erasureStream(userId))) {
      const isOurs = type === 'LogErased' && (data as { erasureId?: unknown } | undefined)?.erasureId === erasureId;
      if (isOurs && revision > 0n) await store.truncate(erasureStream(userId), revision);
    }
    try {
      await store.scavenge();
    } catch (error) {
      if (error instanceof EventStoreUnavailableError) throw error;
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
      await this.note(userId, { type: 'ScavengeRefused', data: { erasureId, reason: reason || 'unknown' } });
      throw new NotYet(ASK_AGAIN_MS);
    }
    await this.reached('scavenged');
    await this.note(userId, { type: 'LogScavenged', data: { erasureId } });
  }

  private async note(userId: string, progress: ErasureProgress): Promise<void> {
    const stream = erasureStream(userId);
    const command = { type: 'NoteErasure', data: progress, metadata: this.metadata() } as const;
    await handleCommand(this.options.store, stream, erasureDecider, command);
  }

  private metadata() {
    return { now: this.nowMs(), principalId: this.name };
  }

  private nowMs(): number {
    return (this.options.clock ?? WALL_CLOCK).nowMs();
  }
}
