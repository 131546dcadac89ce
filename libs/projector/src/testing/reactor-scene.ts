import {
  accountStream,
  activityStream,
  type DomainEvent,
  type LocalDate,
  localDateOfUtcMs,
  zoneClock,
} from '@app/domain';
import { EventStore, type StoredEvent } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { v4 as uuidV4 } from 'uuid';
import { Reactor } from '../reactors/reactor.js';
import type { Worker } from '../sharding/shared-work.js';
import type { Reaction, ReactorOptions } from '../reactors/reaction.js';
import { interceptWrites } from './intercepted-writes.js';
import { ManualClock } from './manual-clock.js';
import { type Log, type Stage, until } from './stage.js';

const MINUTE_MS = 60_000;

/**
 * A log and reactors on a clock that a test moves. The store records each event at the time of that
 * clock.
 */
export class ReactorScene {
  private readonly opened: EventStore[] = [];
  readonly clock = new ManualClock();
  readonly interruptions: unknown[] = [];
  /** Events that reactors passed over: stream, revision and reason. */
  readonly setAside: string[] = [];
  /** When true, inserts into the engine by reactors fail. */
  failInserts = false;
  /** The streams from which reactors read an event on demand, one entry for each event. */
  readonly readOnDemand: string[] = [];
  private readonly recordedAt = new Map<string, number>();
  private readonly running: { stop: () => Promise<void>; hasHeard: () => boolean }[] = [];
  private readonly zones = new Map<string, string>();
  private readonly appended: { stream: string; position: bigint }[] = [];
  private spans = 0;

  constructor(
    private readonly stage: Stage,
    private readonly log: Log,
    startIso: string,
  ) {
    void this.clock.advance(Date.parse(startIso));
  }

  /**
   * Moves the clock to a moment, as in `2026-03-09T04:01Z`, after every appended event was heard.
   */
  async goTo(iso: string): Promise<void> {
    await this.untilHeard();
    await this.clock.advance(Date.parse(iso) - this.clock.nowMs());
  }

  /** Starts a reactor. The scene stops it at its end. */
  start<Task>(reactionOf: (options: ReactorOptions) => Reaction<Task>, share?: ReactorOptions['share']) {
    let follows: readonly string[] = [];
    return this.startWorker(
      (options) => {
        const reaction = reactionOf({ ...options, ...(share && { share }) });
        follows = reaction.streamPrefixes;
        return new Reactor(reaction, { ...options, ...(share && { share }) });
      },
      () => follows,
    );
  }

  /** Starts a worker that follows streams of these prefixes. The scene stops it at its end. */
  startWorker(workerOf: (options: ReactorOptions) => Worker, follows: () => readonly string[]) {
    let heard = -1n;
    const options: ReactorOptions = {
      store: this.timed((position) => (heard = position)),
      readModels: this.readModels(),
      observer: {
        reacted: () => undefined,
        setAside: ({ stream, revision, reason }) => this.setAside.push(`${stream} ${revision}: ${reason}`),
        interrupted: (error) => this.interruptions.push(error),
      },
      clock: this.clock,
    };
    const worker = workerOf(options);
    const isFollowed = (stream: string) => follows().some((prefix) => stream.startsWith(prefix));
    const hasHeard = () => this.appended.every(({ stream, position }) => position <= heard || !isFollowed(stream));
    void worker.run();
    const one = { stop: () => worker.stop(), hasHeard };
    this.running.push(one);
    return {
      stop: async () => {
        if (this.running.includes(one)) this.running.splice(this.running.indexOf(one), 1);
        await worker.stop();
      },
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.running.splice(0).map(({ stop }) => stop()));
    // Not earlier: a client that closes rejects the appends of all others in this process.
    for (const store of this.opened.splice(0)) await store.close();
  }

  /** Resolves when every reactor has heard every event that was appended here. */
  async untilHeard(): Promise<void> {
    await until('reactors to hear everything', () => this.running.every(({ hasHeard }) => hasHeard()));
  }

  forget(reaction: string): Promise<void> {
    return this.stage.readModels.forgetCheckpoints(reaction);
  }

  /** Opens an account in a time zone. */
  async user(timeZone: string): Promise<string> {
    const userId = uuidV4();
    await this.move(userId, timeZone);
    return userId;
  }

  /** Changes the time zone of an account from now on. */
  async move(userId: string, timeZone: string): Promise<void> {
    this.zones.set(userId, timeZone);
    const data = { userId, email: `${userId}@example.org`, timeZone, plan: 'premium' };
    await this.append(accountStream(userId), { type: 'AccountOpened', data });
  }

  async append(stream: string, ...events: DomainEvent[]): Promise<void> {
    for (const event of events) {
      let revision: bigint | undefined;
      for await (const stored of this.log.store.read(stream)) revision = stored.revision;
      const metadata = { now: this.clock.nowMs(), principalId: 'tester' };
      const { position } = await this.timed().append(stream, [{ event, metadata }], revision ?? 'no_stream');
      this.appended.push({ stream, position });
    }
  }

  /**
   * Appends an event whose shape only a newer version of this program knows. The id may be given.
   */
  async appendNewer(stream: string, event: DomainEvent, id = uuidV4()): Promise<void> {
    const upcasters = new Map([[event.type, [(data: unknown) => data]]]);
    const newer = new EventStore(this.log.connectionString, { upcasters });
    const revision = (await this.read(stream)).at(-1)?.revision;
    const metadata = { now: this.clock.nowMs(), principalId: 'tester' };
    this.recordedAt.set(id, this.clock.nowMs());
    const { position } = await newer.append(stream, [{ id, event, metadata }], revision ?? 'no_stream');
    this.appended.push({ stream, position });
    this.opened.push(newer);
  }

  /** Records so many minutes with an application, from a moment on. */
  async record(userId: string, iso: string, minutes: number, application = 'vim'): Promise<void> {
    const startedAt = Date.parse(iso);
    const utcOffsetMinutes = zoneClock(this.zones.get(userId) ?? 'UTC').utcOffsetMinutesAt(startedAt);
    const localDate = localDateOfUtcMs(startedAt + utcOffsetMinutes * MINUTE_MS);
    const span = { id: `s${++this.spans}`, application, startedAt, endedAt: startedAt + minutes * MINUTE_MS };
    const device = { deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers' };
    const data = { ...device, localDate, utcOffsetMinutes, spans: [span] };
    await this.append(activityStream(userId, localDate), { type: 'ActivityRecorded', data });
  }

  /** Erases a whole day. */
  async erase(userId: string, localDate: string): Promise<void> {
    const noon = Date.parse(`${localDate}T12:00Z`);
    const data = { from: noon - 36 * 60 * MINUTE_MS, to: noon + 36 * 60 * MINUTE_MS };
    await this.append(activityStream(userId, localDate as LocalDate), { type: 'TimeErased', data });
  }

  /** The events of a stream, with the time at which the store recorded them. */
  async read(stream: string): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const event of this.timed().read(stream)) events.push(event);
    return events;
  }

  /** Resolves when a stream has `count` events of interest, and returns them. */
  async untilIn(
    stream: string,
    count: number,
    isAskedFor: (event: StoredEvent) => boolean = () => true,
  ): Promise<StoredEvent[]> {
    let events: StoredEvent[] = [];
    await until(`${count} events in ${stream}`, async () => {
      events = (await this.read(stream)).filter(isAskedFor);
      return events.length >= count;
    });
    return events;
  }

  private readModels(): ReadModels {
    return interceptWrites(this.stage.readModels, (_table, write) =>
      this.failInserts ? Promise.reject(new Error('no insert')) : write(),
    );
  }

  /** The store as reactors see it. */
  get store(): EventStore {
    return this.timed();
  }

  /** The store, with each event recorded at the time of the scene's clock. */
  private timed(onHeard?: (position: bigint) => void): EventStore {
    const { clock, recordedAt, readOnDemand } = this;
    const timed = (event: StoredEvent): StoredEvent => ({
      ...event,
      recordedAt: new Date(recordedAt.get(event.id) ?? event.recordedAt),
    });
    const { store } = this.log;
    const append = (...[stream, events, expected]: Parameters<EventStore['append']>) => {
      const withIds = events.map((event) => ({ ...event, id: event.id ?? uuidV4() }));
      for (const { id } of withIds) if (!recordedAt.has(id)) recordedAt.set(id, clock.nowMs());
      return store.append(stream, withIds, expected);
    };
    const read = async function* (...request: Parameters<EventStore['read']>) {
      for await (const event of store.read(...request)) {
        if (onHeard) readOnDemand.push(event.stream);
        yield timed(event);
      }
    };
    const follow = async function* (options: Parameters<EventStore['follow']>[0]) {
      onHeard?.(options.after ?? -1n);
      for await (const one of store.follow(options)) {
        yield one.event ? { event: timed(one.event) } : one;
        if (one.event) onHeard?.(one.event.position);
      }
    };
    const replaced: Partial<Record<string | symbol, unknown>> = { append, read, follow };
    return new Proxy(store, {
      get(target, name) {
        const value: unknown = replaced[name] ?? Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }
}
