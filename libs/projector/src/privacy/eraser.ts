import {
  categoriesWith,
  daysOfSlice,
  type Erasure,
  erasureDecider,
  type ErasureProgress,
  erasureStream,
  parseErasureStream,
  prefixesOf,
  readErasureEvent,
  readOrPassOver,
  STREAM_PREFIXES,
  timeClasses,
  userStream,
} from '@app/domain';
import { EventStoreUnavailableError, handleCommand, readState, type StoredEvent } from '@app/event-store';
import { arePartsGone } from '@app/read-models';
import type { Agenda } from '../reactors/agenda.js';
import { NotYet, type Reaction, type ReactorOptions } from '../reactors/reaction.js';
import { upToRevision } from '../reactors/readable-events.js';
import { readTaxonomy } from '../reactors/user-log.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';
import { eraseAccount } from './erase-account.js';
import { eraseDay } from './erase-day.js';
import { eraseSummaries } from './erase-summaries.js';
import { ALL_TABLES, eraseTables } from './erase-tables.js';
import { recordedDays } from './recorded-days.js';

/** A user with an erasure that is not known to be completed. */
export interface OpenErasure {
  readonly userId: string;
}

/** How often the event store is asked again to remove its bytes, and the engine for its old parts. */
const ASK_AGAIN_MS = 60_000;
const LOOK_AGAIN_MS = 200;
const LONGEST_REASON = 200;
/** What was done since the last note is done again after a crash, and found done. */
const DAYS_OF_A_NOTE = 25;

/** Told of every step that is done, by name. A test may throw there: the work ends as if the process had been killed. */
export type StepReached = (step: string) => Promise<void>;

/**
 * Does the erasures that users asked for, one step after the other, each noted in the user's `erasure-` stream when it is
 * done. Every step may be repeated, so a process that ends anywhere is followed by one that goes on there; two that do the
 * same at once lose appends to each other and come to the same.
 *
 *     requested > erasing > awaiting-scavenge > deleting-rows > awaiting-merges > completed
 *                 streams   bytes of the log    tables          files
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

  /** Any event but the last: the first ones are gone once the log is erased. */
  async hear(stored: StoredEvent, agenda: Agenda<OpenErasure>): Promise<void> {
    const owner = parseErasureStream(stored.stream);
    const event = owner && readOrPassOver(readErasureEvent, stored);
    if (!event || this.options.share?.accepts(owner.userId) === false) return;
    if (event.type === 'ErasureCompleted') agenda.drop(owner.userId);
    else agenda.plan(owner.userId, owner, this.nowMs());
  }

  async perform({ userId }: OpenErasure): Promise<void> {
    const { store } = this.options;
    for (;;) {
      const { state: erasure } = await readState(store, erasureStream(userId), erasureDecider);
      if (!erasure) return;
      if (erasure.phase === 'completed') return erasure.isAccount ? this.removeWhenCompleted(userId) : undefined;
      await this.goOn(userId, erasure);
      await this.reached(erasure.phase);
    }
  }

  /** The stream that says how far the erasure of an account is goes last. */
  private async removeWhenCompleted(userId: string): Promise<void> {
    for (const category of categoriesWith('whenAccountIsErased', 'remove-when-completed')) {
      await this.options.store.removeForEver(userStream(category, userId));
    }
  }

  /** Does what is to be done in the phase, and notes it. */
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
        const isGone = await arePartsGone(this.options.readModels.client, ALL_TABLES, erasure.rowsErasedAt ?? 0);
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
    const { erasureId, slice = {}, taxonomyRevision, daysLeft } = erasure;
    const { taxonomy } = await readTaxonomy(store, userId, upToRevision(taxonomyRevision));
    const classes = timeClasses(taxonomy);
    const job = { erasureId, userId, slice, classes, metadata: this.metadata(), reached: this.reached };
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
    await this.noteLogErased(userId, state, state.daysSeen);
  }

  private async eraseAccount(userId: string, erasure: Erasure): Promise<void> {
    const { erasureId } = erasure;
    const job = { erasureId, userId, metadata: this.metadata(), reached: this.reached };
    const daysSeen = await eraseAccount(this.options.store, job);
    await this.noteLogErased(userId, erasure, daysSeen);
  }

  /** The stream of the erasure begins with this event from now on: what was asked for names what was erased. */
  private async noteLogErased(userId: string, erasure: Erasure, daysSeen: number): Promise<void> {
    const { store } = this.options;
    const { erasureId, requestedAt, isAccount, erased } = erasure;
    const upTo = ((await store.newestEvent(STREAM_PREFIXES))?.position ?? 0n).toString();
    const data = { erasureId, requestedAt, isAccount, daysSeen, days: erased, upTo };
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
