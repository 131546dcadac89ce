import { ConcurrencyError, EventStoreUnavailableError, OtherHistoryError, type StoredEvent } from '@app/event-store';
import { type Checkpoint, type CheckpointKey, leastCheckpoint } from '@app/read-models';
import { isOfAnotherHistory } from '../runtime/progress/another-history.js';
import { type Patience, untilItWorks } from '../runtime/until-it-works.js';
import { Agenda, type Planned } from './agenda.js';
import { NotYet, type Reaction, type ReactorOptions } from './reaction.js';
import { WALL_CLOCK } from './wall-clock.js';

/** Lanes that run at once. At midnight many tasks are due. */
const LANES_AT_ONCE = 8;
/** The pause after a failure that is not transient. Other tasks do not wait for this one. */
const TRY_AGAIN_MS = 60_000;
/**
 * The time between two checkpoints. A checkpoint costs an insert, and saves reading at a new start.
 */
const CHECKPOINT_EVERY_MS = 5_000;
/** The clock is read this often, because somebody may set it, or the machine may sleep. */
const LONGEST_WAIT_MS = 30_000;
/** Why a wait ends. Without a reason, Node would make an error with a stack for each event. */
const HEARD = 'heard';

interface Start<Task> {
  readonly key: CheckpointKey;
  readonly agenda: Agenda<Task>;
  readonly after: Checkpoint | undefined;
}

/**
 * Follows the log, plans the tasks of its events and does each when it is due. It does no task
 * before it has heard all events that were in the log at its start: most of their tasks are done,
 * and later events say so.
 *
 * Planned tasks are kept only in memory. The checkpoint never passes the first event of an
 * unfinished task, so a new start plans the same. It does pass events of other streams, so a new
 * start does not examine them again. A task is done at least once, and a second time
 * changes nothing. With a share, every shard has a checkpoint, and a start begins at the least of
 * them.
 */
export class Reactor<Task> {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private news = new AbortController();
  private isCaughtUp = false;
  /** The written checkpoint, and when the reactor last tried to write one. */
  private kept: { readonly position: bigint | undefined; readonly atMs: number } = { position: undefined, atMs: 0 };

  constructor(
    private readonly reaction: Reaction<Task>,
    private readonly options: ReactorOptions,
  ) {}

  /**
   * Works until stopped. Rejects when the log refuses the subscription. Other failures are tried
   * again.
   */
  run(): Promise<void> {
    return (this.running ??= this.react());
  }

  /** Finishes the running tasks, writes the checkpoint, and stops. */
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
    // It is awaited below. It may fail long before that.
    reading.catch(() => undefined);
    await this.work(start);
    await reading;
  }

  private async begin(): Promise<Start<Task>> {
    const { store } = this.options;
    const key = { projection: this.reaction.name, storeId: await store.identity() };
    const after = await this.goOnAfter(key);
    this.kept = { position: after?.position, atMs: this.clock.nowMs() };
    const agenda = new Agenda<Task>(after);
    await this.reaction.begin?.(agenda, after);
    return { key, agenda, after };
  }

  /**
   * The checkpoint. One of another history is forgotten: every start plans and does the same tasks.
   * When several processes share the users, it throws OtherHistoryError, as projectors do.
   */
  private async goOnAfter(key: CheckpointKey): Promise<Checkpoint | undefined> {
    const { store, readModels, share } = this.options;
    const checkpoints = await readModels.readCheckpoints(key);
    if (await isOfAnotherHistory(store, checkpoints.values())) {
      if (share) throw new OtherHistoryError();
      await readModels.forgetCheckpoints(key.projection);
      return undefined;
    }
    return leastCheckpoint(checkpoints, share?.shards);
  }

  private async read({ agenda, after }: Start<Task>): Promise<void> {
    const { signal, interrupted } = this.patience;
    const followed = this.options.store.follow({
      after: after?.position,
      streamPrefixes: this.reaction.streamPrefixes,
      signal,
      onInterrupted: interrupted,
    });
    for await (const one of followed) {
      const { event } = one;
      if (event && !(await untilItWorks(() => this.hear(event, agenda), this.patience))) return;
      if (!event && one.position !== undefined) agenda.passed(one.position);
      this.isCaughtUp ||= !event && one.isCaughtUp;
      if (this.isCaughtUp) this.news.abort(HEARD);
    }
  }

  private async hear(event: StoredEvent, agenda: Agenda<Task>): Promise<true> {
    await this.reaction.hear(event, agenda);
    agenda.heard({ position: event.position, recordedAt: event.recordedAt.getTime(), eventId: event.id });
    return true;
  }

  private async work({ agenda, key }: Start<Task>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Every event from here on ends the wait below.
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

  /** Does the due tasks. Tasks that are left when the reactor stops count as unfinished. */
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

  /** Writes the checkpoint. A failure stops nothing: the next checkpoint replaces it. */
  private async keepPlace(agenda: Agenda<Task>, key: CheckpointKey): Promise<void> {
    const place = agenda.readOnAfter;
    this.kept = { ...this.kept, atMs: this.clock.nowMs() };
    if (!place || place.position === this.kept.position) return;
    try {
      const { store, readModels, share } = this.options;
      const eventId = place.eventId ?? (await store.idAt(place.position));
      const checkpoint = { ...place, eventId, now: Date.now() };
      const keys = { projections: [key.projection], storeId: key.storeId };
      await readModels.writeCheckpoints(keys, { ...checkpoint, ...(share && { shards: share.shards }) });
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

/**
 * Whether a failure is transient: the store is away, or others append to the stream at this moment.
 */
const mayPass = (error: unknown): boolean =>
  error instanceof EventStoreUnavailableError || error instanceof ConcurrencyError;
