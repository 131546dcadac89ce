import type { Followed } from '@app/event-store';
import type { OpenBatch, ProjectedBatch } from './open-batch.js';
import { type Patience, untilItWorks } from './until-it-works.js';
import { type Rest, SHORT_REST, WritePace } from './write-pace.js';

export interface BatchLimits {
  /** The most events in a batch. */
  readonly maxBatch: number;
  /**
   * How long the first new event waits for more, in ms. It adds to the time from append to report.
   * Those that follow wait longer (`WritePace`).
   */
  readonly lingerMs: number;
  /** How long batches of new events rest. Default: a short rest. */
  readonly rest?: Rest;
}

export interface ProjectionParts extends BatchLimits, Patience {
  /** In log order. */
  readonly events: AsyncIterable<Followed>;
  readonly batch: OpenBatch;
  /**
   * Writes a batch, its checkpoint last. It is repeated until it works, so to write a batch twice
   * must change nothing.
   */
  readonly write: (batch: ProjectedBatch) => Promise<void>;
}

/**
 * The most that is folded before it is written, as `OpenBatch.size` measures it. Some 60,000 rows,
 * 10 MB of text.
 */
const LARGEST_BATCH = 90_000;
/** An older event belongs to the past: no reader waits for it, so its batch may grow. */
const PAST_MS = 10_000;
/** How long a batch of the past may grow, and how long it waits for the next event, in ms. */
const LONGEST_GROWTH_MS = 2_000;
const QUIET_MS = 20;
/** How often a checkpoint follows the places that were passed without an event, in ms. */
const PASSED_MS = 250;

/**
 * Folds events as they arrive and writes what they change, at the same time: while one batch is
 * written, the next one is folded, up to a limit. So a slow store slows the reading down, and a
 * fast store is never waited for.
 *
 *     fold    [ 1 ][   2   ][  3  ]
 *     write        [ 1     ][   2    ][  3  ]
 *
 * Resolves when the events end and all of them are written. After the signal it resolves when it
 * has written what it can. Rejects with the error of the events, after it has written the events
 * before it.
 */
export async function runProjection(parts: ProjectionParts): Promise<void> {
  const { batch, signal } = parts;
  const pace = new WritePace(parts.lingerMs, parts.rest ?? SHORT_REST);
  const stages = { hasEnded: false, news: new Signal(), room: new Signal() };
  const reading = readInto(parts, stages).finally(() => {
    stages.hasEnded = true;
    stages.news.give();
  });
  // Awaited below, but it may fail long before.
  reading.catch(() => undefined);
  for (;;) {
    while (!batch.hasNews && !stages.hasEnded) await stages.news.next();
    if (!batch.hasNews) break;
    if (batch.events === 0) await waitFor(PASSED_MS, () => batch.events > 0 || stages.hasEnded, stages);
    if (batch.events > 0) await grown(parts, { stages, pace });
    const taken = batch.take();
    stages.room.give();
    const beganMs = performance.now();
    if (taken && !(await untilItWorks(() => parts.write(taken).then(() => true), parts))) break;
    pace.wrote(beganMs, performance.now());
  }
  // The reader may wait for room that no more batches will make.
  stages.room.give();
  await reading.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

interface Stages {
  hasEnded: boolean;
  /** Given after every folded event, and at the end. */
  readonly news: Signal;
  /** Given after a batch was taken. */
  readonly room: Signal;
}

async function readInto(parts: ProjectionParts, { news, room }: Stages): Promise<void> {
  const { events, batch, signal } = parts;
  for await (const followed of events) {
    const { event } = followed;
    if (!event) {
      if (followed.position !== undefined) batch.pass({ position: followed.position, recordedAt: new Date() });
    } else if (!(await untilItWorks(() => batch.add(event).then(() => true), parts))) return;
    news.give();
    while (isFull(parts) && !signal.aborted) await room.next();
  }
}

/**
 * Resolves when the batch should be written: it is full, the events ended, or it has waited long
 * enough.
 */
async function grown(parts: ProjectionParts, { stages, pace }: { stages: Stages; pace: WritePace }): Promise<void> {
  const { batch } = parts;
  const startedAt = performance.now();
  const isDue = () => isFull(parts) || stages.hasEnded;
  if (!isOfThePast(batch)) return waitFor(pace.waitMs(startedAt), isDue, stages);
  for (let events = -1; events !== batch.events && performance.now() - startedAt < LONGEST_GROWTH_MS && !isDue();) {
    events = batch.events;
    await waitFor(QUIET_MS, isDue, stages);
  }
}

async function waitFor(ms: number, isDue: () => boolean, { news }: Stages): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  // A plain timer: to abort one that is a promise makes an error with a stack for each batch.
  const late = new Promise<true>((resolve) => (timer = setTimeout(() => resolve(true), ms)));
  try {
    while (!isDue()) if (await Promise.race([late, news.next().then(() => false)])) return;
  } finally {
    clearTimeout(timer);
  }
}

const isFull = ({ batch, maxBatch }: ProjectionParts): boolean =>
  batch.events >= maxBatch || batch.size >= LARGEST_BATCH;

const isOfThePast = ({ newestEvent }: OpenBatch): boolean =>
  newestEvent !== undefined && Date.now() - newestEvent.recordedAt.getTime() > PAST_MS;

/**
 * Wakes those that wait for it, each time that it is given. It remembers nothing: check your
 * condition before you wait.
 */
class Signal {
  private wake: () => void = () => undefined;
  private waiting: Promise<void> | undefined;

  next(): Promise<void> {
    return (this.waiting ??= new Promise((resolve) => (this.wake = resolve)));
  }

  give(): void {
    const { wake } = this;
    this.waiting = undefined;
    wake();
  }
}
