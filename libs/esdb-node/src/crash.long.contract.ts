import {
  type AppendToStreamOptions,
  EventStoreDBClient,
  jsonEvent,
  type JSONEventData,
  type Position,
} from '@eventstore/db-client';
import fc from 'fast-check';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { EventEmitter, once, setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { PROGRAM, removeFolder, temporaryFolder } from './testing/node-under-test.js';

/**
 * Acknowledged events survive kill -9, once and in order. The same client object goes on by itself.
 */

const WRITERS = 16;
/** The number of starts. Each ends with kill -9. */
const LIVES = 20;

/** The seed of the moments of the kills. The title shows it, so that a failure can be repeated. */
const SEED = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31));

/**
 * One life of the node. It ends some time after its start, or after a number of acknowledged
 * events.
 */
type Life = { readonly startingMs: number } | { readonly events: number; readonly thenMs: number };

/**
 * One life in three ends before its first answers, one at an acknowledgement, one shortly after it.
 */
const LIFE: fc.Arbitrary<Life> = fc.oneof(
  fc.record({ startingMs: fc.nat(400) }),
  fc.record({ events: fc.nat(200), thenMs: fc.constant(0) }),
  fc.record({ events: fc.nat(200), thenMs: fc.nat(10) }),
);

/** Ends all waiting parts of a failed test. */
const over = new AbortController();
setMaxListeners(0, over.signal);
const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal: over.signal });

/** Emits `acknowledged` at each acknowledgement. */
const news = new EventEmitter();

/**
 * Resolves in the turn in which an acknowledgement makes `condition` true: the worst moment for a
 * kill.
 */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await once(news, 'acknowledged', { signal: over.signal });
}

/**
 * While the node is down the client throws its own error. Its capability fetch throws a raw gRPC
 * error.
 */
function isOutage(error: unknown): boolean {
  const { type, code } = error as { type?: string; code?: number };
  return type === 'unavailable' || type === 'cancelled' || code === 14 || code === 13;
}

/**
 * Repeats `work` until the node lives long enough for it. Returns the number of failed attempts.
 */
async function insist(work: () => Promise<void>): Promise<number> {
  for (let outages = 0; ; outages++) {
    try {
      await work();
      return outages;
    } catch (error) {
      if (!isOutage(error)) throw error;
      await pause(20);
    }
  }
}

/**
 * Appends to its own stream, one append at a time. Repeats each with its ids until it is
 * acknowledged.
 */
class Writer {
  readonly stream: string;
  readonly acknowledged: string[] = [];
  retries = 0;
  private readonly eventsOfAnAppend: number;
  private readonly options: AppendToStreamOptions;
  private stopped = false;

  constructor(index: number) {
    this.stream = `writer-${index}`;
    this.eventsOfAnAppend = [1, 1, 3, 20][index % 4] ?? 1;
    // Half of the writers use `Append`, which credentials per call select. So fewer than 16 writes
    // wait on the one `BatchAppend` call. When that call breaks with more writes, the client
    // rejects them where no code can catch it.
    this.options = index < WRITERS / 2 ? {} : { credentials: { username: 'admin', password: 'changeit' } };
  }

  async run(client: EventStoreDBClient): Promise<void> {
    while (!this.stopped) {
      const done = this.acknowledged.length;
      const events = Array.from({ length: this.eventsOfAnAppend }, (_unused, n): JSONEventData =>
        jsonEvent({ type: 'Survived', data: { number: done + n } }),
      );
      const expectedRevision = done === 0 ? 'no_stream' : BigInt(done - 1);
      this.retries += await insist(async () => {
        const options = { ...this.options, expectedRevision } as const;
        const { nextExpectedRevision } = await client.appendToStream(this.stream, events, options);
        expect(nextExpectedRevision).toBe(BigInt(done + events.length - 1));
      });
      this.acknowledged.push(...events.map(({ id }) => id));
      news.emit('acknowledged');
    }
  }

  stop(): void {
    this.stopped = true;
  }
}

/** Follows $all over every crash. After an outage it goes on after its last event. */
class Follower {
  readonly seen: string[] = [];
  outages = 0;
  private position: Position | 'start' = 'start';

  /** Resolves at the first event of this type. */
  async run(client: EventStoreDBClient, lastType: string): Promise<void> {
    this.outages = await insist(async () => {
      for await (const { event } of client.subscribeToAll({ fromPosition: this.position })) {
        if (event === undefined) continue;
        this.seen.push(event.id);
        this.position = event.position;
        if (event.type === lastType) return;
      }
    });
  }
}

/** The node as a process. The test kills it and starts it again on the same folder and port. */
class Victim {
  port = 0;
  private readonly dir: string;
  private child: ChildProcess | undefined;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Starts the node. The promise resolves when it answers, and never when it is killed before. */
  start(): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM, '--dir', this.dir, '--port', String(this.port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    return new Promise((resolve) => {
      child.stdout.once('data', (line: Buffer) => {
        this.port = Number(line.toString().split(' ')[1]);
        resolve();
      });
    });
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null) throw new Error('The node ended by itself.');
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }
}

let dir: string;
let victim: Victim;
let client: EventStoreDBClient;

beforeEach(async () => {
  dir = temporaryFolder();
  victim = new Victim(dir);
  await victim.start();
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${victim.port}?tls=false`);
});

afterEach(async () => {
  over.abort();
  await client.dispose();
  await victim.end('SIGTERM');
  removeFolder(dir);
});

it(`kill -9 loses, doubles or moves no acknowledged or delivered event (CRASH_SEED=${SEED})`, async () => {
  const writers = Array.from({ length: WRITERS }, (_unused, index) => new Writer(index));
  const follower = new Follower();
  const total = (): number => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);

  const crash = async (): Promise<void> => {
    for (const life of fc.sample(LIFE, { seed: SEED, numRuns: LIVES })) {
      const before = total();
      if ('events' in life) await until(() => total() > before + life.events);
      const restMs = 'events' in life ? life.thenMs : life.startingMs;
      if (restMs > 0) await pause(restMs);
      await victim.end('SIGKILL');
      void victim.start();
    }
    const afterLastCrash = total();
    await until(() => total() > afterLastCrash + 100);
    for (const writer of writers) writer.stop();
  };
  const write = async (): Promise<void> => {
    await Promise.all(writers.map((writer) => writer.run(client)));
    await client.appendToStream('end', jsonEvent({ type: 'Ended', data: {} }));
  };
  await Promise.all([crash(), write(), follower.run(client, 'Ended')]);

  for (const { retries } of [...writers, { retries: follower.outages }]) expect(retries).toBeGreaterThan(0);
  const log: string[] = [];
  const survived: string[] = [];
  for await (const { event } of client.readAll()) {
    if (event) log.push(event.id);
    if (event?.type === 'Survived') survived.push(event.id);
  }
  expect(new Set(log).size).toBe(log.length);
  expect(survived).toHaveLength(total());
  expect(follower.seen).toEqual(log);
  for (const { stream, acknowledged } of writers) {
    const stored: [bigint, string][] = [];
    for await (const { event } of client.readStream(stream)) if (event) stored.push([event.revision, event.id]);
    expect(stored).toEqual(acknowledged.map((id, revision) => [BigInt(revision), id]));
  }
});
