import { type ActivityReport, type WindowSample } from '../capture/activity-source.js';
import { cutAtFiveMinutes } from './five-minute-cut.js';

/**
 * One moment on two clocks. The wall clock (epoch ms) may jump. The monotonic clock (ms since any
 * start) never goes back.
 */
export interface Instant {
  wallMs: number;
  monotonicMs: number;
}

/** Time that a person spent in one window, confirmed by input. Half-open, in epoch milliseconds. */
export interface Span extends WindowSample {
  startedAt: number;
  endedAt: number;
}

/** One input of the sessioniser: a source's report, a regular `tick`, or the `end` of recording. */
export interface Observation {
  at: Instant;
  report: ActivityReport | { type: 'tick' } | { type: 'end' };
}

/**
 * A stay in one window. `fromMs` moves on as parts are given out, `startedMs` does not.
 * `untilMs` is Infinity while the stay is open.
 */
interface Stay {
  window: WindowSample;
  startedMs: number;
  fromMs: number;
  untilMs: number;
}

/** The sessioniser's memory between two observations. Callers only pass it on. */
export interface SessionState {
  seesInput: boolean;
  lastSeen: Instant | null;
  window: WindowSample | null;
  /** The last moment at which a person was surely present. Null until one is known. */
  confirmedMs: number | null;
  /** Stays that are not yet given out: oldest first, without overlap. */
  stays: readonly Stay[];
}

interface Step {
  state: SessionState;
  spans: Span[];
}

export const INITIAL_SESSION: SessionState = {
  seesInput: false,
  lastSeen: null,
  window: null,
  confirmedMs: null,
  stays: [],
};

/**
 * A longer silence between two observations means that the machine slept or the agent was stopped.
 */
export const SILENCE_LIMIT_MS = 30_000;
/** The wall clock counts as changed when the two clocks differ by more than this. */
export const CLOCK_SKEW_LIMIT_MS = 2_000;
/** A shorter stay in a window is a flicker, not an activity. */
export const SHORTEST_STAY_MS = 500;
/** Confirmed time is given out at this age. With ticks of 5 s a power loss costs less than 60 s. */
const CHECKPOINT_MS = 50_000;

/**
 * Folds one observation into the session and returns the spans that are now certain.
 *
 * A span is one stay in one window (same application, same title). Only **confirmed** time becomes
 * a span. The server's log is append-only, so the agent sends time only when a person was surely
 * present.
 *
 *     input     i  i        i                      i        . = shorter than `idleLimitMs`: counts
 *     window    [A     ][B            ]      [B    ]        x = `idleLimitMs` or longer: dropped
 *     spans     [A     ][B  ]xxxxxxxxxxxxxxxxxxxxxx[B ...
 *                  .....
 *
 * - Input confirms the time before it when the pause before it was **shorter** than the limit.
 *   A longer pause is dropped, from the last input before it to the first input after it.
 *   A span that was given out stays valid.
 * - A source without input (`ready.seesInput` false) confirms by presence: each observation
 *   confirms the time up to it.
 * - Spans end at five-minute UTC boundaries. A whole stay under 500 ms is dropped. Confirmed time
 *   is given out at least every 50 s while a stay goes on.
 * - The session closes at the last observation and opens again now in three cases. The wall clock
 *   went back. The clocks differ by more than 2 s. No observation came for more than 30 s (sleep).
 *
 *         ticks   t  t  t  (8 h asleep)  t  t
 *         spans   [A    ]                [A ...
 *
 * Spans never overlap and never end after `at`, except when the wall clock was set back. Then the
 * new time may cover an old hour again, and the server counts such a moment once.
 */
export function observe(before: SessionState, { at, report }: Observation, idleLimitMs: number): Step {
  const spans: Span[] = [];
  let state = before;
  if (clockJumped(before.lastSeen, at)) {
    spans.push(...harvest(before, 'close').spans);
    const open = before.window === null ? [] : [openStay(before.window, at.wallMs)];
    state = { ...before, confirmedMs: null, stays: open };
  }
  state = apply(state, { at, report }, idleLimitMs);
  if (!state.seesInput) state = { ...state, confirmedMs: at.wallMs };
  const closing = report.type === 'end' || report.type === 'lost' ? 'close' : 'go on';
  const harvested = harvest(state, closing);
  return { state: { ...harvested.state, lastSeen: at }, spans: [...spans, ...harvested.spans] };
}

function clockJumped(last: Instant | null, now: Instant): boolean {
  if (last === null) return false;
  const wallMs = now.wallMs - last.wallMs;
  const skewMs = wallMs - (now.monotonicMs - last.monotonicMs);
  return wallMs < 0 || wallMs > SILENCE_LIMIT_MS || Math.abs(skewMs) > CLOCK_SKEW_LIMIT_MS;
}

function apply(state: SessionState, { at, report }: Observation, idleLimitMs: number): SessionState {
  switch (report.type) {
    case 'ready':
      return { ...state, seesInput: report.seesInput, confirmedMs: null };
    case 'active': {
      const { application, title } = report;
      if (state.window?.application === application && state.window.title === title) return state;
      const window = title === undefined ? { application } : { application, title };
      return { ...state, window, stays: [...closed(state.stays, at.wallMs), openStay(window, at.wallMs)] };
    }
    case 'none':
    case 'lost':
    case 'end':
      return { ...state, window: null, stays: closed(state.stays, at.wallMs) };
    case 'input':
      return state.seesInput ? confirm(state, at.wallMs - Math.max(0, report.idleMs), at.wallMs, idleLimitMs) : state;
    case 'tick':
    case 'notice':
      return state;
  }
}

function openStay(window: WindowSample, atMs: number): Stay {
  return { window, startedMs: atMs, fromMs: atMs, untilMs: Infinity };
}

function closed(stays: readonly Stay[], atMs: number): Stay[] {
  return stays.map((stay) => (stay.untilMs === Infinity ? { ...stay, untilMs: atMs } : stay));
}

function confirm(state: SessionState, inputMs: number, nowMs: number, idleLimitMs: number): SessionState {
  const { confirmedMs } = state;
  if (confirmedMs === null) return { ...state, confirmedMs: inputMs, stays: without(state.stays, -Infinity, inputMs) };
  if (inputMs <= confirmedMs) {
    const isAway = nowMs - confirmedMs >= idleLimitMs;
    return isAway ? { ...state, stays: without(state.stays, confirmedMs, nowMs) } : state;
  }
  const isPauseShort = inputMs - confirmedMs < idleLimitMs;
  const stays = isPauseShort ? state.stays : without(state.stays, confirmedMs, inputMs);
  return { ...state, confirmedMs: inputMs, stays };
}

/** The stays without the time from `fromMs` to `untilMs`. A stay across that time becomes two. */
function without(stays: readonly Stay[], fromMs: number, untilMs: number): Stay[] {
  return stays
    .flatMap((stay) => [
      { ...stay, untilMs: Math.min(stay.untilMs, fromMs) },
      { ...stay, startedMs: Math.max(stay.startedMs, untilMs), fromMs: Math.max(stay.fromMs, untilMs) },
    ])
    .filter((stay) => stay.fromMs < stay.untilMs);
}

/**
 * Gives out the time that is confirmed and due. 'close' gives out all of it and forgets the rest.
 */
function harvest(state: SessionState, mode: 'go on' | 'close'): Step {
  const confirmedMs = state.confirmedMs ?? -Infinity;
  const spans: Span[] = [];
  const stays: Stay[] = [];
  for (const stay of state.stays) {
    const endMs = Math.min(stay.untilMs, confirmedMs);
    const isOver = stay.untilMs <= confirmedMs || mode === 'close';
    const isDue = isOver ? endMs - stay.startedMs >= SHORTEST_STAY_MS : endMs - stay.fromMs >= CHECKPOINT_MS;
    if (isDue) {
      const parts = cutAtFiveMinutes({ startedAt: stay.fromMs, endedAt: endMs });
      spans.push(...parts.map((part) => ({ ...stay.window, ...part })));
    }
    if (!isOver) stays.push(isDue ? { ...stay, fromMs: endMs } : stay);
  }
  return { state: { ...state, stays }, spans };
}
