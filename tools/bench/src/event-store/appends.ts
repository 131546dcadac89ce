import { type EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { type Lap, LapCounter, Meter } from './meter.js';
import { sampleEvents } from './sample-events.js';
import type { Measured, Target } from './target.js';

/** A stream with one writer, so the writer always knows the expected revision. */
class OwnStream {
  private written = 0n;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly name: string,
  ) {}

  /** Appends so many events at once. Resolves to the time that it took, in ms. */
  async append(events: number): Promise<number> {
    const expectedRevision = this.written === 0n ? NO_STREAM : this.written - 1n;
    this.written += BigInt(events);
    const startedAt = performance.now();
    await this.client.appendToStream(this.name, sampleEvents(events), { expectedRevision });
    return performance.now() - startedAt;
  }
}

const LAPS = 5;
const EVENTS_OF_A_BATCH = 500;
const STREAMS_OF_A_KIND = 50;

/** The two kinds of streams of the log; each has half of the events. */
export const [KEPT, OTHER] = ['activity', 'offline'];
/** The names of the streams of one kind. */
export const streamsOf = (kind: string): string[] =>
  Array.from({ length: STREAMS_OF_A_KIND }, (_, n) => `${kind}-${n}`);

/**
 * Writes the log: so many events (at least 100, so that each stream gets one) in batches, one after
 * the other, to all streams in turn.
 */
export async function fill({ client, nodePid }: Target, events: number): Promise<Measured> {
  const names = streamsOf(KEPT).flatMap((name, n) => [name, streamsOf(OTHER)[n] ?? name]);
  const streams = names.map((name) => new OwnStream(client, name));
  const counter = new LapCounter(new Meter(nodePid), events, LAPS);
  const callsMs: number[] = [];
  for (let written = 0; written < events;) {
    const batch = Math.min(EVENTS_OF_A_BATCH, Math.ceil(events / streams.length), events - written);
    const stream = streams[callsMs.length % streams.length];
    if (stream) callsMs.push(await stream.append(batch));
    written += batch;
    counter.count(batch);
  }
  counter.end();
  return { laps: counter.laps, callsMs };
}

const WARM_UP_MS = 300;
const ROUND_MS = 1_000;
const ROUNDS = 3;

/**
 * Appends single events by so many callers at once. Each caller has its own stream and makes no
 * pause.
 */
export async function appendSingly({ client, nodePid }: Target, callers: number): Promise<Measured> {
  const streams = Array.from({ length: callers }, (_, n) => new OwnStream(client, `single-${callers}-${n}`));
  const round = async (durationMs: number): Promise<number[]> => {
    const callsMs: number[] = [];
    const until = performance.now() + durationMs;
    const callOn = async (stream: OwnStream) => {
      while (performance.now() < until) callsMs.push(await stream.append(1));
    };
    await Promise.all(streams.map(callOn));
    return callsMs;
  };
  await round(WARM_UP_MS);
  const laps: Lap[] = [];
  const callsMs: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const meter = new Meter(nodePid);
    const ofRound = await round(ROUND_MS);
    laps.push(meter.lap(ofRound.length));
    callsMs.push(...ofRound);
  }
  return { laps, callsMs };
}

/** Appends one event to each of so many new streams, by so many callers at once. */
export async function appendToEach({ client, nodePid }: Target, streams: number, callers: number): Promise<Measured> {
  const counter = new LapCounter(new Meter(nodePid), streams, LAPS);
  const callsMs: number[] = [];
  const rest = Array.from({ length: streams }, (_, n) => new OwnStream(client, `many-${n}`)).values();
  const callOn = async () => {
    for (const stream of rest) {
      callsMs.push(await stream.append(1));
      counter.count(1);
    }
  };
  await Promise.all(Array.from({ length: callers }, callOn));
  counter.end();
  return { laps: counter.laps, callsMs };
}
