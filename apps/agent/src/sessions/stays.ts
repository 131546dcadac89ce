import { type WindowSample } from '../capture/activity-source.js';

/** A window that is in front. Its title may change, its number does not. */
export interface FrontWindow {
  /** Tells apart two windows of one program. */
  window: number;
  /**
   * The number of this title of this window, when the window's page may still become known. The
   * sample then has neither page nor title.
   */
  look?: number | undefined;
  sample: WindowSample;
  /** A film or a call: the person is there without any input. */
  countsWhenIdle: boolean;
}

/**
 * A stretch of time in one window under one title. `fromMs` moves on as parts are given out,
 * `startedMs` does not. `untilMs` is Infinity while the stay is open. All times are epoch ms.
 */
export interface Stay extends FrontWindow {
  /** The moment at which the window came to the front. */
  visitMs: number;
  /** The moment at which the present title came, and how long the title of this stay lasted. */
  shownMs: number;
  titleLifeMs: number;
  /** The title of the stay does not change any more. */
  isSettled: boolean;
  startedMs: number;
  fromMs: number;
  untilMs: number;
}

/** A shorter visit to a window is a flicker: its time belongs to the window before it. */
export const SHORTEST_VISIT_MS = 500;
/** A title that lasts less than this is restless: its time belongs to the title before it. */
export const QUIET_TITLE_MS = 2_000;

/** Opens a stay at the end of the list. A flicker that ends just there becomes a part of it. */
export function opened(stays: readonly Stay[], front: FrontWindow, atMs: number): Stay[] {
  const last = stays.at(-1);
  const isVisited = last?.untilMs === atMs && last.window === front.window;
  const stay: Stay = {
    ...front,
    visitMs: isVisited ? last.visitMs : atMs,
    shownMs: atMs,
    titleLifeMs: 0,
    isSettled: false,
    startedMs: atMs,
    fromMs: atMs,
    untilMs: Infinity,
  };
  if (isVisited && isSameTitle(last, front))
    return [...stays.slice(0, -1), { ...last, shownMs: atMs, untilMs: Infinity }];
  if (last === undefined || isVisited || last.untilMs !== atMs || !isFlicker(last)) return [...stays, stay];
  return [...stays.slice(0, -1), { ...stay, startedMs: last.startedMs, fromMs: last.fromMs }];
}

/**
 * Closes the open stay and settles its title. No time is dropped: a restless title and a flicker
 * give their time to a neighbour. `isLeft`: the window goes too, not only its title.
 *
 *     titles   a a a a a b c d e f g g g g g        b to f: restless, under 2 s each
 *     stays    [a a a a a . . . . .][g g g g g      the last quiet title goes on
 *
 *     titles   b c d d e f g g g g g                no quiet title before them
 *     stays    [d . . . . .][g g g g g              the longest-lived one names them
 *
 *     windows  A A A A B A A A                      B: under 500 ms
 *     stays    [A . . . . . . .
 */
export function closed(stays: readonly Stay[], atMs: number, isLeft: boolean): Stay[] {
  const open = stays.at(-1);
  if (open?.untilMs !== Infinity) return [...stays];
  const before = stays.slice(0, -1);
  const isEmpty = open.startedMs >= atMs;
  const settled = isEmpty ? before : settle(before, { ...open, untilMs: atMs }, atMs - open.shownMs);
  const isFlickerOver = isLeft && atMs - open.visitMs < SHORTEST_VISIT_MS && settled.at(-1)?.visitMs === open.visitMs;
  return isFlickerOver ? withoutFlicker(settled) : settled;
}

function settle(before: readonly Stay[], stay: Stay, lifeMs: number): Stay[] {
  const isQuiet = stay.isSettled || lifeMs >= QUIET_TITLE_MS;
  const named = { ...stay, titleLifeMs: Math.max(stay.titleLifeMs, lifeMs), isSettled: isQuiet };
  const last = before.at(-1);
  if (last === undefined || !isSameVisit(last, stay)) return [...before, named];
  if (isQuiet) {
    const isHead = !last.isSettled && isFlicker(last);
    return isHead
      ? [...before.slice(0, -1), { ...named, startedMs: last.startedMs, fromMs: last.fromMs }]
      : [...before, named];
  }
  const isLonger = !last.isSettled && lifeMs > last.titleLifeMs;
  const name = isLonger ? { sample: stay.sample, look: stay.look, titleLifeMs: lifeMs } : {};
  return [...before.slice(0, -1), { ...last, ...name, untilMs: stay.untilMs }];
}

/** The window before the last one takes over its time. */
function withoutFlicker(stays: readonly Stay[]): Stay[] {
  const [last, before] = [stays.at(-1), stays.at(-2)];
  if (last === undefined || before?.untilMs !== last.startedMs) return [...stays];
  return [...stays.slice(0, -2), { ...before, untilMs: last.untilMs }];
}

/** The stays without the time from `fromMs` to `untilMs`. A stay across that time becomes two. */
export function without(stays: readonly Stay[], fromMs: number, untilMs: number): Stay[] {
  return stays
    .flatMap((stay) => [
      { ...stay, untilMs: Math.min(stay.untilMs, fromMs) },
      { ...stay, startedMs: Math.max(stay.startedMs, untilMs), fromMs: Math.max(stay.fromMs, untilMs) },
    ])
    .filter((stay) => stay.fromMs < stay.untilMs);
}

/**
 * The stays on a clock that is set to another time by `shiftMs`. A stay that was given out in part
 * begins again where that part ended.
 */
export function shifted(stays: readonly Stay[], shiftMs: number): Stay[] {
  return stays.map((stay) => ({
    ...stay,
    visitMs: stay.visitMs + shiftMs,
    shownMs: stay.shownMs + shiftMs,
    startedMs: stay.fromMs + shiftMs,
    fromMs: stay.fromMs + shiftMs,
    untilMs: stay.untilMs + shiftMs,
  }));
}

/** Settles the open stay when its title has lasted long enough. */
export function ripened(stays: readonly Stay[], atMs: number): readonly Stay[] {
  const open = stays.at(-1);
  if (open?.untilMs !== Infinity || open.isSettled || atMs - open.shownMs < QUIET_TITLE_MS) return stays;
  return settle(stays.slice(0, -1), open, atMs - open.shownMs);
}

/** Whether time may still be added to a stay, because it is open or takes over restless titles. */
export function mayGrow(stay: Stay, next: Stay | undefined): boolean {
  return stay.untilMs === Infinity || (next?.untilMs === Infinity && !next.isSettled && isSameVisit(stay, next));
}

/** The begin of the last visit while it may still be a flicker. Undefined afterwards. */
export function flickeringSince(stays: readonly Stay[], atMs: number): number | undefined {
  const last = stays.at(-1);
  return last !== undefined && atMs - last.visitMs < SHORTEST_VISIT_MS ? last.visitMs : undefined;
}

/** Whether the title of a stay is certain, so that time under it can be given out. */
export function isCertain(stay: Stay): boolean {
  return stay.isSettled || (stay.untilMs !== Infinity && stay.untilMs - stay.startedMs >= QUIET_TITLE_MS);
}

/** Whether two looks at one window show the same title, also a title that is not known yet. */
export function isSameTitle(one: FrontWindow, other: FrontWindow): boolean {
  const [before, now] = [one.sample, other.sample];
  const isSameSample = before.application === now.application && before.title === now.title && before.url === now.url;
  return isSameSample && one.look === other.look;
}

/** The page of a look has become known. */
export interface LookName {
  look: number;
  url: string;
  title?: string;
}

/**
 * The stays with a name for the time of one look that is not given out yet. Time that was given out
 * without the name keeps its span, and the stay goes on as a new one.
 *
 *     given out  [A      )
 *     stay       [A                 ...
 *     named      ........[A/page    ...
 */
export function named(stays: readonly Stay[], name: LookName): Stay[] {
  return stays.map((stay) => {
    const isNow = stay.fromMs < stay.untilMs && isNamedBy(stay, name);
    return isNow ? { ...withName(stay, name), startedMs: stay.fromMs } : stay;
  });
}

/** A window with the name of its look. Other windows, and named ones, stay as they are. */
export function withName<T extends FrontWindow>(front: T, name: LookName): T {
  if (!isNamedBy(front, name)) return front;
  const page = name.title === undefined ? { url: name.url } : { url: name.url, title: name.title };
  return { ...front, sample: { application: front.sample.application, ...page } };
}

const isNamedBy = ({ look, sample }: FrontWindow, name: LookName): boolean =>
  look === name.look && sample.url === undefined;

function isSameVisit(stay: Stay, next: Stay): boolean {
  return stay.untilMs === next.startedMs && stay.visitMs === next.visitMs && stay.window === next.window;
}

/** A name that comes late begins a stay again, but not the visit: so the visit is measured. */
function isFlicker({ visitMs, startedMs, fromMs, untilMs }: Stay): boolean {
  return fromMs === startedMs && untilMs - visitMs < SHORTEST_VISIT_MS;
}
