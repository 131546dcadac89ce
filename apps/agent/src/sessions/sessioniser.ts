import { type ActivityReport, type WindowSample } from '../capture/activity-source.js';
import { cutAtFiveMinutes } from './five-minute-cut.js';
import {
  closed,
  type FrontWindow,
  flickeringSince,
  isCertain,
  isSameTitle,
  type LookName,
  mayGrow,
  named,
  opened,
  ripened,
  type Stay,
} from './stays.js';
import { shifted, without, withName } from './stays.js';

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

/**
 * One input of the sessioniser: a source's report, a regular `tick`, or the `end` of recording.
 * `clock` says that the wall clock of `at` was corrected by `shiftMs` since the last observation.
 * `named` says which page a look has shown: all its time that is not given out gets the name.
 * `flush` asks for all time that is certain, also of a stay that goes on.
 */
export interface Observation {
  at: Instant;
  report:
    | Exclude<ActivityReport, { type: 'active' }>
    | (Extract<ActivityReport, { type: 'active' }> & Pick<FrontWindow, 'look'>)
    | ({ type: 'named' } & LookName)
    | { type: 'tick' }
    | { type: 'end' }
    | { type: 'flush' }
    | { type: 'clock'; shiftMs: number };
}

/** The sessioniser's memory between two observations. Callers only pass it on. */
export interface SessionState {
  seesInput: boolean;
  lastSeen: Instant | null;
  window: FrontWindow | null;
  /** The last moment at which a person was surely present. Null until one is known. */
  confirmedMs: number | null;
  /** Stays that may still give out time or grow: oldest first, without overlap. */
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
/**
 * Confirmed time is given out at this age. With the recorder's 4 s and ticks of 6 s before each, a
 * power loss costs less than 60 s.
 */
const CHECKPOINT_MS = 40_000;

/**
 * Folds one observation into the session and returns the spans that are now certain.
 *
 * A span is a stretch in one window under one title. Only **confirmed** time becomes a span, and
 * all of it does, however often the title changes. The server's log is append-only, so the agent
 * sends time only when a person was surely present.
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
 *   confirms the time up to it. A window that counts when idle confirms as input does.
 * - Spans end at five-minute UTC boundaries. A restless title and a visit under 500 ms give their
 *   time to a neighbour (`closed`). Confirmed time is given out at least every 40 s, and at each
 *   `flush`. A stay that goes on is given out again each time: same start, same title, later end.
 *
 *         flush       f         f
 *         stay    [A                   ]
 *         spans   [A  )
 *                 [A            )
 *                 [A                   )
 * - The session closes at the last observation and opens again now in three cases. The wall clock
 *   went back. The clocks differ by more than 2 s. No observation came for more than 30 s (sleep).
 *
 *         ticks   t  t  t  (8 h asleep)  t  t
 *         spans   [A    ]                [A ...
 *
 * Spans never overlap and never end after `at`, except when the wall clock was set back. Then the
 * new time may cover an old hour again, and the server counts such a moment once.
 */
export function observe(earlier: SessionState, { at, report }: Observation, idleLimitMs: number): Step {
  const before = report.type === 'clock' ? onCorrectedClock(earlier, report.shiftMs) : earlier;
  const spans: Span[] = [];
  let state = before;
  if (clockJumped(before.lastSeen, at)) {
    const stays = closed(before.stays, before.lastSeen?.wallMs ?? at.wallMs, false);
    spans.push(...harvest({ ...before, stays }, at.wallMs, 'close').spans);
    const open = before.window === null ? [] : opened([], before.window, at.wallMs);
    state = { ...before, confirmedMs: null, stays: open };
  }
  state = apply({ ...state, stays: ripened(state.stays, at.wallMs) }, { at, report }, idleLimitMs);
  if (!state.seesInput) state = { ...state, confirmedMs: at.wallMs };
  else if (state.window?.countsWhenIdle) state = confirm(state, at.wallMs, at.wallMs, idleLimitMs);
  const harvested = harvest(state, at.wallMs, modeOf(report.type));
  return { state: { ...harvested.state, lastSeen: at }, spans: [...spans, ...harvested.spans] };
}

type HarvestMode = 'go on' | 'flush' | 'close';

function modeOf(type: Observation['report']['type']): HarvestMode {
  if (type === 'end' || type === 'lost') return 'close';
  return type === 'flush' ? 'flush' : 'go on';
}

/** A correction moves all times that are not given out. It is no gap. */
function onCorrectedClock(state: SessionState, shiftMs: number): SessionState {
  const { lastSeen, confirmedMs, stays } = state;
  return {
    ...state,
    lastSeen: lastSeen && { ...lastSeen, wallMs: lastSeen.wallMs + shiftMs },
    confirmedMs: confirmedMs === null ? null : confirmedMs + shiftMs,
    stays: shifted(stays, shiftMs),
  };
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
      const front = frontOf(report);
      const last = state.window;
      const isSameWindow = last?.window === front.window && last.sample.application === front.sample.application;
      if (isSameWindow && isSameTitle(last, front)) return { ...state, window: front };
      const stays = opened(closed(state.stays, at.wallMs, !isSameWindow), front, at.wallMs);
      return { ...state, window: front, stays };
    }
    case 'named':
      return { ...state, window: state.window && withName(state.window, report), stays: named(state.stays, report) };
    case 'none':
    case 'lost':
    case 'end':
      return { ...state, window: null, stays: closed(state.stays, at.wallMs, true) };
    case 'input':
      return state.seesInput ? confirm(state, at.wallMs - Math.max(0, report.idleMs), at.wallMs, idleLimitMs) : state;
    case 'tick':
    case 'flush':
    case 'clock':
    case 'notice':
      return state;
  }
}

function frontOf(report: Extract<Observation['report'], { type: 'active' }>): FrontWindow {
  const { application, title, url, window, look, countsWhenIdle = false } = report;
  const sample = {
    application,
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
  };
  return { window, look, sample, countsWhenIdle };
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

/**
 * Gives out the time that is confirmed and due. 'flush' gives out all that is certain. 'close'
 * gives out all of it and forgets the rest. A span that has grown is given out again, from its
 * start.
 */
function harvest(state: SessionState, atMs: number, mode: HarvestMode): Step {
  const confirmedMs = state.confirmedMs ?? -Infinity;
  const spans: Span[] = [];
  const stays: Stay[] = [];
  const flickerMs = flickeringSince(state.stays, atMs);
  for (const [index, stay] of state.stays.entries()) {
    const next = state.stays[index + 1];
    const endMs = Math.min(stay.untilMs, confirmedMs);
    const isOver = mode === 'close' || (stay.untilMs <= confirmedMs && !mayGrow(stay, next));
    const isDue = isOver || (isCertain(stay) && endMs - stay.fromMs >= (mode === 'flush' ? 1 : CHECKPOINT_MS));
    if (isDue && endMs > stay.fromMs) {
      const parts = cutAtFiveMinutes({ startedAt: stay.startedMs, endedAt: endMs });
      const fresh = parts.filter(({ endedAt }) => endedAt > stay.fromMs);
      spans.push(...fresh.map((part) => ({ ...stay.sample, ...part })));
    }
    const fromMs = isDue ? Math.max(stay.fromMs, endMs) : stay.fromMs;
    // The stay before the last visit is kept: it may take over a flicker.
    const isNeighbour = next === undefined || next.untilMs === Infinity || next.visitMs === flickerMs;
    if (!isOver || isNeighbour) stays.push({ ...stay, fromMs, isSettled: stay.isSettled || isDue });
  }
  return { state: { ...state, stays: mode === 'close' ? [] : stays }, spans };
}
