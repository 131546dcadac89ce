import { ConcurrencyError, EventStoreUnavailableError, type StoredEvent } from '@app/event-store';
import {
  type Checkpoint,
  type CheckpointKey,
  leastCheckpoint,
  readCheckpoints,
  writeCheckpoints,
} from '@app/read-models';
import { type Patience, untilItWorks } from '../runtime/until-it-works.js';
import { Agenda, type Planned } from './agenda.js';
import { NotYet, type Reaction, type ReactorOptions } from './reaction.js';
import { WALL_CLOCK } from './wall-clock.js';

/** Lanes that are worked in at once: at a midnight many tasks are due. */
const LANES_AT_ONCE = 8;
/** When a task is tried again that failed in a way that waiting may not mend. The others do not wait for it. */
const TRY_AGAIN_MS = 60_000;
/** A checkpoint costs an insert, and saves a new start some reading. */
const CHECKPOINT_EVERY_MS = 5_000;
/** The time of day may be set anew, or pass while the machine sleeps: it is looked at this often. */
const LONGEST_WAIT_MS = 30_000;

interface Start<Task> {
  readonly key: CheckpointKey;
  readonly agenda: Agenda<Task>;
  readonly after: Checkpoint | undefined;
  /** The newest event at the start. */
  readonly upTo: bigint;
}

/**
 * Follows the log, plans what its events ask for and does it in its time. Nothing is done before the events that were in
 * the log at the start are heard: most of what they ask for has been done, and later ones say so.
 *
 * What is planned is kept in memory. The checkpoint never passes the first event of what is not done, so a new start
 * hears again what it needs to plan the same. A task is done at least once, and again changes nothing. With a share the
 * checkpoint is one of each of its shards, and the least of them is where a start begins.
 */
export class Reactor<Task> {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private news = new AbortController();
  private isCaughtUp = false;
  /** The newest checkpoint, and when it was last looked whether there is a newer one. */
  private kept: { readonly position: bigint | undefined; readonly atMs: number } = { position: undefined, atMs: 0 };

  constructor(
    private readonly reaction: Reaction<Task>,
    private readonly options: ReactorOptions,
  ) {}

  /** Reacts until stopped; rejects when the log refuses the subscription for good. All else is tried again for ever. */
  run(): Promise<void> {
    return (this.running ??= this.react());
  }

  /** Finishes the tasks at hand, keeps its place, and stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.news.abort();
    await this.running?.catch(() => undefined);
  }

  private async react(): Promise<void> {
    const start = await untilItWorks(() => this.begin(), this.patience);
    if (!start) return;
    const reading = this.read(start).finally(() => {
      this.stopping.abort();
      this.news.abort();
    });
    // It is awaited below, but may fail long before.
    reading.catch(() => undefined);
    await this.work(start);
    await reading;
  }

  private async begin(): Promise<Start<Task>> {
    const { store, readModels, share } = this.options;
    const { name, streamPrefixes } = this.reaction;
    const key = { projection: name, storeId: await store.identity() };
    const after = leastCheckpoint(await readCheckpoints(readModels.client, key), share?.shards);
    this.kept = { position: after?.position, atMs: this.clock.nowMs() };
    const agenda = new Agenda<Task>(after);
    await this.reaction.begin?.(agenda, after);
    const newest = await store.newestEvent(streamPrefixes);
    return { key, agenda, after, upTo: newest?.position ?? -1n };
  }

  private async read({ agenda, after, upTo }: Start<Task>): Promise<void> {
    const { signal, interrupted } = this.patience;
    this.isCaughtUp = (after?.position ?? -1n) >= upTo;
    const events = this.options.store.subscribe({
      after: after?.position,
      streamPrefixes: this.reaction.streamPrefixes,
      signal,
      onInterrupted: interrupted,
    });
    for await (const event of events) {
      if (!(await untilItWorks(() => this.hear(event, agenda), this.patience))) return;
      this.isCaughtUp ||= event.position >= upTo;
      if (this.isCaughtUp) this.news.abort();
    }
  }

  private async hear(event: StoredEvent, agenda: Agenda<Task>): Promise<true> {
    await this.reaction.hear(event, agenda);
    agenda.heard({ position: event.position, recordedAt: event.recordedAt.getTime() });
    return true;
  }

  private async work({ agenda, key }: Start<Task>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // What is heard from here on ends the waiting below.
      this.news = new AbortController();
      const due = this.isCaughtUp ? agenda.take(this.clock.nowMs()) : [];
      await this.performAll(due, agenda);
      if (this.clock.nowMs() >= this.kept.atMs + CHECKPOINT_EVERY_MS) await this.keepPlace(agenda, key);
      if (signal.aborted) break;
      const dueMs = this.isCaughtUp ? agenda.nothingDueBeforeMs : Infinity;
      const waitMs = Math.min(dueMs - this.clock.nowMs(), LONGEST_WAIT_MS);
      if (waitMs > 0) await this.clock.wait(waitMs, this.news.signal);
    }
    await this.keepPlace(agenda, key);
  }

  /** What is left when the reactor is stopped counts as not done. */
  private async performAll(due: readonly Planned<Task>[], agenda: Agenda<Task>): Promise<void> {
    const lanes = new Map<string, Planned<Task>[]>();
    for (const planned of due) {
      const lane = this.reaction.laneOf(planned.task);
      const others = lanes.get(lane);
      if (others) others.push(planned);
      else lanes.set(lane, [planned]);
    }
    const waiting = lanes.values();
    const work = async () => {
      for (const lane of waiting) {
        for (const planned of lane) {
          if (this.stopping.signal.aborted) return;
          await this.perform(planned, agenda);
        }
      }
    };
    await Promise.all(Array.from({ length: LANES_AT_ONCE }, work));
  }

  private async perform(planned: Planned<Task>, agenda: Agenda<Task>): Promise<void> {
    let failure: unknown;
    const isDone = await untilItWorks(async () => {
      try {
        await this.reaction.perform(planned.task, agenda);
        return true;
      } catch (error) {
        if (mayPass(error)) throw error;
        failure = error;
        return false;
      }
    }, this.patience);
    if (isDone) agenda.done(planned);
    if (isDone !== false) return;
    if (failure instanceof NotYet) return agenda.postpone(planned, this.clock.nowMs() + failure.afterMs);
    this.options.observer.interrupted(failure);
    agenda.postpone(planned, this.clock.nowMs() + TRY_AGAIN_MS);
  }

  /** A checkpoint that cannot be written stops nothing: the next one says more. */
  private async keepPlace(agenda: Agenda<Task>, key: CheckpointKey): Promise<void> {
    const place = agenda.readOnAfter;
    this.kept = { ...this.kept, atMs: this.clock.nowMs() };
    if (!place || place.position === this.kept.position) return;
    try {
      const { readModels, share } = this.options;
      const checkpoint = { ...place, now: Date.now() };
      const keys = { projections: [key.projection], storeId: key.storeId };
      await writeCheckpoints(readModels.client, keys, { ...checkpoint, ...(share && { shards: share.shards }) });
      this.kept = { ...this.kept, position: place.position };
    } catch (error) {
      this.options.observer.interrupted(error);
    }
  }

  private get clock() {
    return this.options.clock ?? WALL_CLOCK;
  }

  private get patience(): Patience {
    return { signal: this.stopping.signal, interrupted: (error) => this.options.observer.interrupted(error) };
  }
}

/** The store is away, or several others append to the stream at this moment. */
const mayPass = (error: unknown): boolean =>
  error instanceof EventStoreUnavailableError || error instanceof ConcurrencyError;
