import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../loopback/gate.js';

/** An event of the ActivityWatch protocol. Times are epoch milliseconds. */
export interface WatchEvent {
  startMs: number;
  endMs: number;
  data: Record<string, unknown>;
}

/** A client that writes more about one moment gets a refusal. */
const MOST_DATA_CHARACTERS = 8_192;
const LONGEST_SECONDS = 7 * 86_400;

/**
 * Reads an event as clients send it: `timestamp` in RFC 3339, `duration` in seconds, `data`. An id
 * is left out. Throws a Refusal.
 */
export function readEvent(value: unknown): WatchEvent {
  const { timestamp, duration = 0, data } = (value ?? {}) as Record<string, unknown>;
  const startMs = typeof timestamp === 'string' ? Date.parse(timestamp.slice(0, 40)) : NaN;
  const isLength = typeof duration === 'number' && duration >= 0 && duration <= LONGEST_SECONDS;
  const isData = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (!Number.isFinite(startMs) || !isLength || !isData)
    throw new Refusal(400, 'wrong_event', 'An event has timestamp, duration and data.');
  if (JSON.stringify(data).length > MOST_DATA_CHARACTERS) throw new Refusal(413, 'too_large', 'The data is too large.');
  return { startMs, endMs: startMs + duration * 1_000, data: data as Record<string, unknown> };
}

/**
 * Joins a heartbeat with the last event, or returns null when it begins a new one. Source: the
 * merge rule of ActivityWatch (aw-transform, heartbeat.rs).
 *
 *     last       [a a a]                    equal data, and the heartbeat begins at most
 *     heartbeat         . . [a]             pulsetime after the end of the last one
 *     merged     [a a a a a a]
 */
export function merged(last: WatchEvent, heartbeat: WatchEvent, pulseMs: number): WatchEvent | null {
  const isNear = last.startMs <= heartbeat.startMs && heartbeat.startMs <= last.endMs + pulseMs;
  if (!isNear || !isDeepStrictEqual(last.data, heartbeat.data)) return null;
  return { ...last, endMs: Math.max(last.endMs, heartbeat.endMs) };
}

/** An event as the protocol writes it. */
export const written = (id: number, { startMs, endMs, data }: WatchEvent): unknown => ({
  id,
  timestamp: new Date(startMs).toISOString(),
  duration: (endMs - startMs) / 1_000,
  data,
});
