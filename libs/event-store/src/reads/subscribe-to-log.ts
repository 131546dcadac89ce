import { setTimeout as delay } from 'node:timers/promises';
import type { Upcasters } from '@app/domain';
import { asOurError, isTransient, OtherHistoryError } from '../connection/errors.js';
import { findAnchor, isInLog } from './log-anchor.js';
import { lastOfLog } from './log-range.js';
import { newsOfLog, type ReachedPlace } from './log-news.js';
import type { LogReads } from './log-pages.js';
import type { LogTail, TailEnd, TailReader } from './log-tail.js';
import { leaveTurns } from './loop-turns.js';
import { type StoredEvent, toStoredEvent } from './stored-event.js';

export interface SubscriptionOptions {
  /** Deliver events after this log position (exclusive). Default: from the beginning. */
  readonly after?: bigint | undefined;
  /** Only streams whose names begin with one of these. */
  readonly streamPrefixes: readonly string[];
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
  /** Called when the node has accepted the subscription, at first and after each interruption. */
  readonly onConfirmed?: () => void;
  /** Called on every interruption. The subscription then starts again. */
  readonly onInterrupted?: (error: unknown) => void;
}

/** A place in the log: all events of the subscription up to here were delivered. */
export interface LogPlace {
  readonly event?: undefined;
  /** Undefined while the server has named no place, and no event was delivered. */
  readonly position: bigint | undefined;
  /** Whether all events were delivered that the log had when the subscription began. */
  readonly isCaughtUp: boolean;
}

/** The next event, or a place that was reached without one. */
export type Followed = { readonly event: StoredEvent } | LogPlace;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** What a subscription needs of its store. */
export interface FollowContext extends LogReads {
  readonly upcasters: Upcasters;
  /** The newest events, for those that have caught up. Without it each goes on by itself. */
  readonly tail?: LogTail | undefined;
}

type Follow = SubscriptionOptions & { readonly signal: AbortSignal };

/** How far a reader is, across interruptions. */
interface Progress {
  reached: bigint | undefined;
  /** The id of the event there. Undefined when it was not delivered. */
  eventId: string | undefined;
  pauseMs: number;
  /** Whether `onConfirmed` was called since the beginning, or since the newest interruption. */
  isConfirmed: boolean;
}

/**
 * The events of the chosen streams in log order: first past events, then new ones, each exactly
 * once. Between them come places that the subscription reached: behind events of other streams, and
 * at the end of the past. Servers may report that end several times.
 *
 * Past events come by a subscription of its own, and new ones by the tail of the store: see
 * LogTail.
 *
 * A node that stops, drops a slow consumer or loses its leadership only interrupts the
 * subscription. It starts again after the last delivered event, with growing pauses. Other errors
 * throw: EventStoreRefusedError, and OtherHistoryError when the log does not reach to `after`.
 */
export async function* followLog(context: FollowContext, options: Follow): AsyncGenerator<Followed> {
  const { signal, onInterrupted } = options;
  const progress: Progress = {
    ...{ reached: options.after, eventId: undefined },
    ...{ pauseMs: FIRST_PAUSE_MS, isConfirmed: false },
  };
  while (!signal.aborted) {
    try {
      const next = yield* followOnce(context, options, progress);
      if (next === 'lost its anchor') continue;
      if (next !== 'ended') {
        const end = yield* followTail(next, progress, signal);
        if (end?.isTooSlow) continue;
        if (end) onInterrupted?.(end.error);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!isTransient(error)) throw asOurError(error);
      onInterrupted?.(error);
    }
    progress.isConfirmed = false;
    await delay(progress.pauseMs, undefined, { signal }).catch(() => undefined);
    progress.pauseMs = Math.min(progress.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/**
 * One subscription, until it ends or the tail goes on with it. It begins behind an event that is in
 * the log: see findAnchor. A scavenge may remove that event before the server looks for it, and the
 * server may then skip the next one. So nothing is delivered before a second look: the event must
 * still be there after the server has begun to deliver. Otherwise the subscription starts again
 * behind another event.
 */
async function* followOnce(
  context: FollowContext,
  options: Follow,
  progress: Progress,
): AsyncGenerator<Followed, 'ended' | 'lost its anchor' | TailReader> {
  const { streamPrefixes, signal } = options;
  const { upcasters, tail } = context;
  const after = progress.reached;
  const anchor =
    after === undefined ? undefined : await findAnchor(context, { position: after, eventId: progress.eventId }, signal);
  const missed = anchor?.undelivered;
  if (missed && streamPrefixes.some((prefix) => missed.streamId.startsWith(prefix))) {
    yield { event: toStoredEvent(missed, upcasters) };
  }
  if (missed) progress.eventId = missed.id;
  progress.reached = anchor?.position;

  const end = (await lastOfLog(context, signal))?.position;
  const onConfirmed = () => {
    if (!progress.isConfirmed) options.onConfirmed?.();
    progress.isConfirmed = true;
  };
  let isProven = anchor === undefined;
  let isCaughtUp = false;
  for await (const { events, place } of newsOfLog(context, { ...options, after: anchor?.position, onConfirmed })) {
    isProven ||= anchor !== undefined && (await isInLog(context, anchor.position, signal));
    if (!isProven) return 'lost its anchor';
    for (const event of events) {
      if (signal.aborted) return 'ended';
      const position = event.position.commit;
      if (progress.reached !== undefined && position <= progress.reached) throw new OtherHistoryError();
      const stored = toStoredEvent(event, upcasters);
      yield { event: stored };
      delivered(progress, stored);
    }
    if (place) yield reach(progress, place, end);
    isCaughtUp ||= place?.isCaughtUp === true;
    const reader = isCaughtUp && !signal.aborted && tail?.join(progress.reached, streamPrefixes);
    if (reader) return reader;
  }
  return 'ended';
}

/** What the tail gives a reader, until one of them ends it. Undefined: the signal did. */
async function* followTail(
  reader: TailReader,
  progress: Progress,
  signal: AbortSignal,
): AsyncGenerator<Followed, TailEnd | undefined> {
  const wake = () => reader.wake();
  signal.addEventListener('abort', wake, { once: true });
  try {
    while (!signal.aborted) {
      await leaveTurns();
      const next = reader.take();
      if (next === undefined) {
        if (reader.ended) return reader.ended;
        await reader.news();
      } else if (typeof next === 'bigint') {
        yield reach(progress, { upTo: next, isCaughtUp: true }, undefined);
      } else {
        yield { event: next };
        delivered(progress, next);
      }
    }
    return undefined;
  } finally {
    signal.removeEventListener('abort', wake);
    reader.leave();
  }
}

function delivered(progress: Progress, { position, id }: StoredEvent): void {
  progress.reached = position;
  progress.eventId = id;
  progress.pauseMs = FIRST_PAUSE_MS;
}

/** `end` is where the log ended before the subscription: caught up, it has reached that, too. */
function reach(progress: Progress, { upTo, isCaughtUp }: ReachedPlace, end: bigint | undefined): LogPlace {
  for (const place of [upTo, isCaughtUp ? end : undefined]) {
    if (place === undefined || (progress.reached !== undefined && place <= progress.reached)) continue;
    progress.reached = place;
    progress.eventId = undefined;
  }
  return { position: progress.reached, isCaughtUp };
}
