/** Both devices were reset by one request when their times differ by no more than this. */
const SAME_MOMENT_MS = 10;

/** What an X server says: milliseconds since the last event of all pointers and all keyboards. */
export interface DeviceIdle {
  pointerMs: number;
  keyboardMs: number;
}

/**
 * Tells input of a person from a reset of the idle timer by a program (`xset s reset`, a film
 * player). A reset sets pointer and keyboard to the same moment. A person moves one of them.
 *
 *     pointer    |--------- 9 s ---------|          person: 2 s ago
 *     keyboard                     |-2 s-|
 *
 *     pointer                      |-2 s-|          program: the last input before it stays
 *     keyboard                     |-2 s-|
 */
export class LastInput {
  /** On the clock of `nowMs`. Null before the first answer. */
  private lastMs: number | null = null;

  /** Milliseconds since the last input of a person. `nowMs`: of a clock that never goes back. */
  idleMs({ pointerMs, keyboardMs }: DeviceIdle, nowMs: number): number {
    const isReset = Math.abs(pointerMs - keyboardMs) <= SAME_MOMENT_MS;
    if (this.lastMs === null || !isReset) this.lastMs = nowMs - Math.min(pointerMs, keyboardMs);
    return nowMs - this.lastMs;
  }
}
