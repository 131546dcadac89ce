import { catchError, defer, EMPTY, filter, map, type Observable, repeat, tap, timer } from 'rxjs';
import { type ActivityReport } from './activity-source.js';

/** A person who used the keyboard this short ago is at work: the next input is asked for sooner. */
const AT_WORK_MS = 10_000;
/** A crash of the display costs at most this time. */
const AT_WORK_POLL_MS = 2_000;

/**
 * Asks for the last input each `pollMs` milliseconds, and every 2 s while the person works. Null
 * and an error: it is not known now.
 */
export function polledInput(idleMs: () => Promise<number | null>, pollMs: number): Observable<ActivityReport> {
  let pauseMs = 0;
  return defer(idleMs).pipe(
    filter((elapsedMs) => elapsedMs !== null),
    tap((elapsedMs) => (pauseMs = elapsedMs)),
    map((elapsedMs): ActivityReport => ({ type: 'input', idleMs: elapsedMs })),
    catchError(() => EMPTY),
    repeat({ delay: () => timer(pauseMs < AT_WORK_MS ? Math.min(pollMs, AT_WORK_POLL_MS) : pollMs) }),
  );
}
