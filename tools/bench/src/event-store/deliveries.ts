import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type AllStreamSubscription, END, NO_STREAM, START } from '@eventstore/db-client';
import { anonymousMiB, Meter, untilIdle } from './meter.js';
import { sampleEvents } from './sample-events.js';
import type { Measured, Target } from './target.js';

/** Notes when events that this process appends come back on a subscription. */
class Echo {
  readonly latenciesMs: number[] = [];
  private readonly sentAt = new Map<string, number>();
  private allBack: (() => void) | undefined;

  constructor(subscription: AllStreamSubscription) {
    subscription.on('data', ({ event }) => {
      const sentAt = event && this.sentAt.get(event.id);
      if (sentAt === undefined) return;
      this.latenciesMs.push(performance.now() - sentAt);
      this.sentAt.delete(event?.id ?? '');
      if (this.sentAt.size === 0) this.allBack?.();
    });
  }

  sent(id: string): void {
    this.sentAt.set(id, performance.now());
  }

  /** Resolves when every event that was sent has come back. */
  async back(): Promise<void> {
    if (this.sentAt.size > 0) await new Promise<void>((resolve) => (this.allBack = resolve));
  }
}

const follow = async ({ client }: Target): Promise<AllStreamSubscription> => {
  const subscription = client.subscribeToAll({ fromPosition: END });
  await once(subscription, 'confirmation');
  return subscription;
};

const SINGLE_APPENDS = 500;

/**
 * From the call of an append to the event on a subscription. The next append begins when the event
 * before is back.
 */
export async function echoOneByOne(target: Target): Promise<Measured> {
  const subscription = await follow(target);
  const echo = new Echo(subscription);
  const meter = new Meter(target.nodePid);
  for (let n = 0; n < SINGLE_APPENDS; n++) {
    const [event] = sampleEvents(1);
    if (!event) break;
    const expectedRevision = n === 0 ? NO_STREAM : BigInt(n - 1);
    echo.sent(event.id);
    await target.client.appendToStream('echo', event, { expectedRevision });
    await echo.back();
  }
  const laps = [meter.lap(SINGLE_APPENDS)];
  await subscription.unsubscribe();
  return { laps, callsMs: echo.latenciesMs };
}

const PACED_STREAMS = 32;
const PACED_MS = 3_000;

/**
 * The same while so many events a second are appended. Each is sent when it is due, without waiting
 * for the others.
 */
export async function echoAtPace(target: Target, perSecond: number): Promise<Measured> {
  const subscription = await follow(target);
  const echo = new Echo(subscription);
  const events = sampleEvents((perSecond * PACED_MS) / 1000);
  const appends: Promise<unknown>[] = [];
  const meter = new Meter(target.nodePid);
  const startedAt = performance.now();
  for (const [n, event] of events.entries()) {
    while (performance.now() - startedAt < (n * 1000) / perSecond) await delay(1);
    const round = Math.floor(n / PACED_STREAMS);
    const expectedRevision = round === 0 ? NO_STREAM : BigInt(round - 1);
    echo.sent(event.id);
    appends.push(target.client.appendToStream(`paced-${n % PACED_STREAMS}`, event, { expectedRevision }));
  }
  await Promise.all(appends);
  await echo.back();
  const laps = [meter.lap(events.length)];
  await subscription.unsubscribe();
  return { laps, callsMs: echo.latenciesMs };
}

/** Memory of the node, in MiB. */
export interface Memory {
  readonly beforeMiB: number;
  readonly afterMiB: number;
}

/** What a subscription to the whole log costs the node when its subscriber does not read. */
export async function pauseSubscriber({ client, nodePid }: Target): Promise<Memory> {
  await untilIdle(nodePid);
  const beforeMiB = anonymousMiB(nodePid);
  const subscription = client.subscribeToAll({ fromPosition: START });
  await once(subscription, 'readable');
  await untilIdle(nodePid);
  const afterMiB = anonymousMiB(nodePid);
  await subscription.unsubscribe();
  // Unread events would keep the client from closing.
  subscription.resume();
  return { beforeMiB, afterMiB };
}

const APPENDS_TO_ALL = 50;

/**
 * Appends one event at a time with so many subscriptions. Times from the call of its append until
 * the last subscription has it.
 */
export async function deliverToAll(target: Target, subscribers: number): Promise<Memory & Measured> {
  await untilIdle(target.nodePid);
  const beforeMiB = anonymousMiB(target.nodePid);
  const subscriptions = await Promise.all(Array.from({ length: subscribers }, () => follow(target)));
  const echoes = subscriptions.map((subscription) => new Echo(subscription));
  await untilIdle(target.nodePid);
  const afterMiB = anonymousMiB(target.nodePid);
  const callsMs: number[] = [];
  const meter = new Meter(target.nodePid);
  for (let n = 0; n < APPENDS_TO_ALL; n++) {
    const [event] = sampleEvents(1);
    if (!event) break;
    for (const echo of echoes) echo.sent(event.id);
    const startedAt = performance.now();
    await target.client.appendToStream('to-all', event, { expectedRevision: n === 0 ? NO_STREAM : BigInt(n - 1) });
    await Promise.all(echoes.map((echo) => echo.back()));
    callsMs.push(performance.now() - startedAt);
  }
  const laps = [meter.lap(APPENDS_TO_ALL * subscribers)];
  await Promise.all(subscriptions.map((subscription) => subscription.unsubscribe()));
  return { beforeMiB, afterMiB, laps, callsMs };
}
