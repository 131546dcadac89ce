import { activityKey } from '@app/domain';
import { type FocusSession, isOver, type Moment } from './focus-session.js';
import { isNeverTouched } from './never-touched.js';

/** At most so many windows are minimised in a minute. Then the person is only told. */
export const MOST_A_MINUTE = 3;
const MINUTE_MS = 60_000;
/** A desktop may report a window again before it has minimised it. Then look again after this. */
export const SAME_WINDOW_MS = 300;

/** What enforcement remembers. Times are of the monotonic clock. */
export interface Enforced {
  /** When windows were minimised in the last minute, oldest first. */
  readonly minimisedAt: readonly number[];
  readonly lastWindow: number | null;
  readonly notifiedAt: number;
}

export const NOTHING_ENFORCED: Enforced = { minimisedAt: [], lastWindow: null, notifiedAt: -Infinity };

/** The window in front. Its level is undefined while the server has not told it. */
export interface Front {
  readonly window: number;
  readonly application: string;
  readonly level: number | undefined;
}

/** `look again`: the window was just minimised. It is gone soon, or a person brought it back. */
export type Act = 'leave' | 'minimise' | 'notify' | 'look again';

/** Whether the session keeps something of this name and level away. Undefined level: not yet. */
export function isBlocked(session: FocusSession, name: string, level: number | undefined): boolean {
  return level !== undefined && session.levels.includes(level) && !isAllowed(session.allowed, name);
}

/**
 * What to do with the window in front. At most three windows are minimised in a minute. Beyond
 * that, and on a desktop that cannot minimise, the person is told, once a minute.
 *
 *     blocked window in front   x  x  x  x  x        x        (a minute) x
 *     act                       m  m  m  n                                m
 */
export function enforcement(
  session: FocusSession | null,
  { front, enforced, now, canMinimise }: { front: Front; enforced: Enforced; now: Moment; canMinimise: boolean },
): { act: Act; enforced: Enforced } {
  const leave = { act: 'leave' as const, enforced };
  const nowMs = now.monotonicMs;
  if (session === null || isOver(session, now) || nowMs < session.graceUntilMs) return leave;
  if (isNeverTouched(front.application) || !isBlocked(session, front.application, front.level)) return leave;
  const minimisedAt = enforced.minimisedAt.filter((at) => at > nowMs - MINUTE_MS);
  const isBeingMinimised =
    enforced.lastWindow === front.window && (minimisedAt.at(-1) ?? -Infinity) > nowMs - SAME_WINDOW_MS;
  if (isBeingMinimised) return { act: 'look again', enforced };
  if (canMinimise && minimisedAt.length < MOST_A_MINUTE) {
    const after = { ...enforced, minimisedAt: [...minimisedAt, nowMs], lastWindow: front.window };
    return { act: 'minimise', enforced: after };
  }
  if (enforced.notifiedAt > nowMs - MINUTE_MS) return leave;
  return { act: 'notify', enforced: { ...enforced, minimisedAt, notifiedAt: nowMs } };
}

/** A name of a site also allows its sub-domains. */
function isAllowed(allowed: readonly string[], name: string): boolean {
  const key = activityKey(name);
  return allowed.some((each) => {
    const allowedKey = activityKey(each);
    return key === allowedKey || (allowedKey.includes('.') && key.endsWith(`.${allowedKey}`));
  });
}
