import { EMPTY, from, merge, mergeMap, Observable, retry, throwError, timer } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { polledInput } from '../capture/polled-input.js';
import { Compositor } from './compositor.js';
import { IdleNotices, tellsIdle } from './idle-notices.js';

const IDLE_AFTER_MS = 1_000;
const IDLE_POLL_MS = 5_000;
const RETRY_MS = 5_000;

/** The reports of input from a compositor. */
export function inputOf(idle: IdleNotices): Observable<ActivityReport> {
  return polledInput(async () => idle.idleMs(), IDLE_POLL_MS);
}

/** The last input by a compositor, for desktops that tell their windows in another way. */
export class IdleWatch {
  private notices: IdleNotices | null = null;

  constructor(private readonly socket: string) {}

  /** Milliseconds since the last input, or null while that is not known. */
  idleMs(): number | null {
    return this.notices?.idleMs() ?? null;
  }

  /** Connects, and connects again after each loss. */
  reports(): Observable<ActivityReport> {
    return new Observable<ActivityReport>((subscriber) => {
      const opening = Compositor.open(this.socket);
      subscriber.add(
        from(opening)
          .pipe(
            mergeMap((compositor) => {
              const lost = compositor.lost.pipe(mergeMap((reason) => throwError(() => reason)));
              this.notices = tellsIdle(compositor) ? new IdleNotices(compositor, IDLE_AFTER_MS) : null;
              return merge(lost, this.notices === null ? EMPTY : inputOf(this.notices));
            }),
          )
          .subscribe(subscriber),
      );
      return () => {
        this.notices = null;
        void opening.then((compositor) => compositor.close()).catch(() => undefined);
      };
    }).pipe(retry({ delay: () => timer(RETRY_MS) }));
  }
}
