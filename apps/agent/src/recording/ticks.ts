import { interval, type Observable, startWith, switchMap } from 'rxjs';

/** Longer than between two questions for the last input: their answers are as good as a tick. */
export const TICK_MS = 6_000;

/**
 * Emits each 6 s in which the desktop reports nothing. Subscribes to the reports.
 *
 *     reports  r   r r                       r
 *     ticks               t     t     t           t
 */
export function ticksInSilence(reports: Observable<unknown>): Observable<number> {
  return reports.pipe(
    startWith(null),
    switchMap(() => interval(TICK_MS)),
  );
}
