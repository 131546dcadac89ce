import { INITIAL_SESSION, type Observation, observe, type Span } from '../sessions/sessioniser.js';

export const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);
const LIMIT_MS = 300_000;

export type Report = Observation['report'];
/**
 * Seconds after noon on the wall clock, what is reported, and seconds on the monotonic clock when
 * they differ.
 */
export type Moment = [wallSeconds: number, report: Report, monotonicSeconds?: number];

export const READY: Report = { type: 'ready', seesInput: true };
export const BLIND: Report = { type: 'ready', seesInput: false };
export const TICK: Report = { type: 'tick' };
export const END: Report = { type: 'end' };
export const INPUT: Report = { type: 'input', idleMs: 0 };
/** Each application has one window. */
export const window = (application: string, title?: string): Report => ({
  type: 'active',
  window: application.charCodeAt(0),
  application,
  ...(title === undefined ? {} : { title }),
});
export const idle = (seconds: number): Report => ({ type: 'input', idleMs: seconds * 1_000 });

/** The same report every 5 seconds, with both ends included. */
export function every5s(from: number, until: number, report: (second: number) => Report): Moment[] {
  const moments: Moment[] = [];
  for (let second = from; second <= until; second += 5) moments.push([second, report(second)]);
  return moments;
}

/** The spans as the server has them in the end: a span that has grown counts once. */
export function grown(spans: Span[]): Span[] {
  const byStart = new Map<string, Span>();
  for (const span of spans) {
    const key = JSON.stringify([span.startedAt, span.application, span.title, span.url]);
    const known = byStart.get(key);
    if (known === undefined || known.endedAt < span.endedAt) byStart.set(key, span);
  }
  return [...byStart.values()];
}

/** The spans that these moments give, each at its longest. */
export function record(moments: Moment[]): Span[] {
  const spans: Span[] = [];
  let state = INITIAL_SESSION;
  for (const [wall, report, monotonic = wall] of moments) {
    const at = { wallMs: NOON + Math.round(wall * 1_000), monotonicMs: monotonic * 1_000 };
    const step = observe(state, { at, report }, LIMIT_MS);
    state = step.state;
    spans.push(...step.spans);
  }
  return grown(spans);
}

/**
 * Spans as seconds after noon, with neighbours in the same window joined: where they were cut does
 * not show.
 */
export function joined(spans: Span[]): string[] {
  const runs: { name: string; from: number; until: number }[] = [];
  for (const { application, title, url, startedAt, endedAt } of spans) {
    const name = [application, title, url].filter((part) => part !== undefined).join('/');
    const [from, until] = [(startedAt - NOON) / 1_000, (endedAt - NOON) / 1_000];
    const last = runs.at(-1);
    if (last?.name === name && last.until === from) last.until = until;
    else runs.push({ name, from, until });
  }
  return runs.map(({ name, from, until }) => `${name} ${from}-${until}`);
}
