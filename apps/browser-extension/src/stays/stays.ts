import type { ToldPage } from '../privacy/told-page.js';

/** The page of a stay: what was told of it, without its sound. */
export type StayPage = Omit<ToldPage, 'audible'>;

/** Time at one page, half-open, in epoch ms. An open stay goes on. */
export interface Stay {
  readonly id: string;
  readonly page: StayPage;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** The end of its last record. From the first record on, its page and start never change. */
  readonly recordedTo: number | null;
}

/** What is known between two happenings. It is plain JSON: the browser may stop the extension. */
export interface Stays {
  /** Not wholly confirmed, oldest first. Only the last one may be open. */
  readonly stays: readonly Stay[];
  /** The last input of the person that is proven, in epoch ms. Null: none since the start. */
  readonly inputAt: number | null;
  /** When something last happened. A long silence means that the computer slept. */
  readonly seenAt: number | null;
}

export const NO_STAYS: Stays = { stays: [], inputAt: null, seenAt: null };

/** Confirmed time, ready to be sent. The same id with a later end makes an activity longer. */
export interface StayRecord {
  readonly id: string;
  readonly page: StayPage;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** `page`: what is in front, null when nothing counts. `input`: the person did something then. */
export type Happening =
  | { readonly type: 'page'; readonly page: StayPage | null; readonly at: number }
  | { readonly type: 'input'; readonly inputAt: number; readonly at: number };

export interface Step {
  readonly stays: Stays;
  readonly records: readonly StayRecord[];
}

/** A longer pause without input is no work. The agent has the same limit. */
export const IDLE_LIMIT_MS = 300_000;
/** The extension looks every 30 seconds, in Firefox too. A longer silence is a computer asleep. */
export const SILENCE_LIMIT_MS = 150_000;
/** A page that loads gets its title, and a script its last address, within this time. */
export const SETTLED_MS = 2_000;
/** A title that moves makes a new stay at most this often. */
const TITLE_MS = 30_000;
/** A longer stay goes on as another one. */
const LONGEST_STAY_MS = 3_600_000;
/** A script may change its address again and again without any input. */
const MOST_STAYS = 200;

/**
 * Takes one happening into account. Only time up to a proven input is recorded, so that no record
 * is ever taken back:
 *
 *     page: [a          ][b                ]        idle limit 5 min
 *     input: x     x          x        (6 min)  x
 *     records: [a       ][b   ]                 [b ...
 *
 * After a silence, or a clock that was set back, all that was not confirmed is dropped.
 */
export function step(before: Stays, happening: Happening, newId: () => string): Step {
  const { at } = happening;
  const awake = withoutSilence(before, at, newId);
  if (happening.type === 'page') return { stays: turnTo(awake, happening.page, at, newId), records: [] };
  return confirm(awake, Math.min(happening.inputAt, at), at, newId);
}

function withoutSilence(before: Stays, at: number, newId: () => string): Stays {
  const { seenAt, stays } = before;
  const silenceMs = at - (seenAt ?? at);
  if (silenceMs >= 0 && silenceMs <= SILENCE_LIMIT_MS) return { ...before, seenAt: at };
  const open = stays.at(-1);
  const isOpen = open?.endedAt === null;
  return { stays: isOpen ? [newStay(open.page, at, newId)] : [], inputAt: null, seenAt: at };
}

function turnTo(before: Stays, page: StayPage | null, at: number, newId: () => string): Stays {
  const last = before.stays.at(-1);
  const open = last?.endedAt === null ? last : undefined;
  if (open === undefined) return page === null ? before : holding(before, [...before.stays, newStay(page, at, newId)]);
  if (page !== null && !isAnother(open, page, at)) return before;
  const others = before.stays.slice(0, -1);
  if (page !== null && isUnsettled(open, page, at)) return holding(before, [...others, { ...open, page }]);
  const closed = open.startedAt < at ? [...others, { ...open, endedAt: at }] : others;
  return holding(before, page === null ? closed : [...closed, newStay(page, at, newId)]);
}

/** Whether the page is another one for the reports. A title that moves is not, for a while. */
function isAnother({ page, startedAt }: Stay, next: StayPage, at: number): boolean {
  if (page.host !== next.host || page.path !== next.path) return true;
  return page.title !== next.title && (at - startedAt < SETTLED_MS || at - startedAt >= TITLE_MS);
}

const isUnsettled = ({ page, startedAt, recordedTo }: Stay, next: StayPage, at: number): boolean =>
  page.host === next.host && recordedTo === null && at - startedAt < SETTLED_MS;

/** The oldest stays go first: their time had no input for longest. */
const holding = (before: Stays, stays: readonly Stay[]): Stays => ({ ...before, stays: stays.slice(-MOST_STAYS) });

function confirm(before: Stays, inputAt: number, at: number, newId: () => string): Step {
  if (before.inputAt !== null && inputAt <= before.inputAt) return { stays: before, records: [] };
  const isPauseShort = before.inputAt !== null && inputAt - before.inputAt <= IDLE_LIMIT_MS;
  const counted = isPauseShort ? before.stays : withoutPause(before.stays, inputAt, newId);
  const records = counted.flatMap((stay) => recordOf(stay, inputAt, at));
  const ends = new Map(records.map(({ id, endedAt }) => [id, endedAt]));
  const left = counted
    .filter(({ endedAt }) => endedAt === null || endedAt > inputAt)
    .map((stay) => ({ ...stay, recordedTo: ends.get(stay.id) ?? stay.recordedTo }));
  return { stays: holding({ ...before, inputAt }, cutLong(left, inputAt, newId)), records };
}

/** After a pause the time begins at the input. What came before it is dropped. */
function withoutPause(stays: readonly Stay[], inputAt: number, newId: () => string): Stay[] {
  return stays
    .filter(({ endedAt }) => endedAt === null || endedAt > inputAt)
    .map((stay) =>
      stay.startedAt >= inputAt ? stay : { ...newStay(stay.page, inputAt, newId), endedAt: stay.endedAt },
    );
}

function recordOf({ id, page, startedAt, endedAt }: Stay, inputAt: number, at: number): StayRecord[] {
  // The page of a young stay may still get its title.
  if (endedAt === null && at - startedAt < SETTLED_MS) return [];
  const end = Math.min(endedAt ?? inputAt, inputAt);
  return end > startedAt ? [{ id, page, startedAt, endedAt: end }] : [];
}

function cutLong(stays: readonly Stay[], inputAt: number, newId: () => string): readonly Stay[] {
  const open = stays.at(-1);
  if (open?.endedAt !== null || open.recordedTo === null || inputAt - open.startedAt < LONGEST_STAY_MS) return stays;
  return [...stays.slice(0, -1), newStay(open.page, inputAt, newId)];
}

const newStay = ({ host, path, title }: StayPage, startedAt: number, newId: () => string): Stay => ({
  ...{ id: newId(), page: { host, path, title }, startedAt, endedAt: null, recordedTo: null },
});
