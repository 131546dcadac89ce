import { BACKWARDS, END, type EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import { KEPT, streamsOf } from './appends.js';
import { LapCounter, Meter } from './meter.js';
import type { Measured, Target } from './target.js';

const LAPS = 5;

/**
 * The parts of the client's reads and subscriptions that are needed here. Their own type is not one
 * of Node's Readables.
 */
interface Call {
  on(event: 'data', listener: () => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Resolves when the call has delivered so many events or has ended. Listens to `data`, the cheapest
 * way to read, so this is the least that the client can cost.
 */
function drain(call: Call, events: number, counter: LapCounter): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest = events;
    call.on('data', () => {
      if (rest === 0) return;
      counter.count(1);
      if (--rest === 0) resolve();
    });
    call.on('end', resolve);
    call.on('error', reject);
  });
}

/**
 * A new subscription to $all from its start until it has delivered so many events. Only streams
 * with this prefix count.
 */
export async function catchUp(target: Target, events: number, prefix?: string): Promise<Measured> {
  const { client, nodePid } = target;
  const filter = prefix === undefined ? {} : { filter: streamNameFilter({ prefixes: [prefix] }) };
  const counter = new LapCounter(new Meter(nodePid), events, LAPS);
  const subscription = client.subscribeToAll({ fromPosition: START, ...filter });
  await drain(subscription, events, counter);
  counter.end();
  await subscription.unsubscribe();
  return { laps: counter.laps, callsMs: [] };
}

/** One read of the first events of $all. */
export async function readAll({ client, nodePid }: Target, events: number): Promise<Measured> {
  const counter = new LapCounter(new Meter(nodePid), events, LAPS);
  await drain(client.readAll({ maxCount: events }), events, counter);
  counter.end();
  return { laps: counter.laps, callsMs: [] };
}

/** Reads whole streams, one after the other, until so many events were read. */
export async function readStreams({ client, nodePid }: Target, events: number): Promise<Measured> {
  const counter = new LapCounter(new Meter(nodePid), events, LAPS);
  const callsMs: number[] = [];
  const streams = streamsOf(KEPT);
  let rest = events;
  for (let n = 0; rest > 0 && n < streams.length; n++) {
    const startedAt = performance.now();
    const call = client.readStream(streams[n] ?? '', { maxCount: rest });
    call.on('data', () => rest--);
    await drain(call, rest, counter);
    callsMs.push(performance.now() - startedAt);
  }
  counter.end();
  return { laps: counter.laps, callsMs };
}

const TAIL_EVENTS = 50;
const TAIL_READS = 500;

/** Reads the last 50 events of a stream, again and again, one read after the other. */
export async function readTails({ client, nodePid }: Target): Promise<Measured> {
  const streams = streamsOf(KEPT);
  const counter = new LapCounter(new Meter(nodePid), TAIL_READS * TAIL_EVENTS, LAPS);
  const callsMs: number[] = [];
  for (let n = 0; n < TAIL_READS; n++) {
    const startedAt = performance.now();
    counter.count(await readTail(client, streams[n % streams.length] ?? ''));
    callsMs.push(performance.now() - startedAt);
  }
  counter.end();
  return { laps: counter.laps, callsMs };
}

async function readTail(client: EventStoreDBClient, stream: string): Promise<number> {
  let events = 0;
  const options = { direction: BACKWARDS, fromRevision: END, maxCount: TAIL_EVENTS } as const;
  for await (const { event } of client.readStream(stream, options)) if (event) events++;
  return events;
}
