import { concat, distinctUntilChanged, EMPTY, from, map, merge, mergeMap } from 'rxjs';
import { Observable, of, retry, startWith, switchMap, tap, throwError, timer } from 'rxjs';
import { type ActivityReport, type ActivitySource, type WindowActuator } from '../capture/activity-source.js';
import { Compositor } from './compositor.js';
import { IdleNotices, tellsIdle } from './idle-notices.js';
import { inputOf } from './idle-watch.js';
import { type Toplevel, TOPLEVELS, Toplevels } from './toplevels.js';

/** The shortest pause that the compositor tells. */
const IDLE_AFTER_MS = 1_000;
/** The focus is nowhere for a moment between two windows. */
const NO_WINDOW_DEBOUNCE_MS = 100;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** What a compositor offers to the agent. */
export interface CompositorOffer {
  windows: boolean;
  idle: boolean;
}

/** Asks a compositor what it offers. Rejects with a reason for people when it does not answer. */
export async function examineCompositor(socket: string): Promise<CompositorOffer> {
  const compositor = await Compositor.open(socket);
  const offer = { windows: compositor.versionOf(TOPLEVELS) > 0, idle: tellsIdle(compositor) };
  compositor.close();
  return offer;
}

export interface WaylandSourceOptions {
  /** The path of the compositor's socket. */
  socket: string;
  offer: CompositorOffer;
  /** Hides a window where the compositor does not minimise. Gets the number of the window. */
  actuator?: (isActive: (window: number) => boolean) => WindowActuator;
  /** First wait before a new connection. It doubles up to 30 s. Default 1,000 ms. */
  firstRetryMs?: number;
}

/** Watches the windows of a Wayland compositor that offers wlr-foreign-toplevel-management. */
export function waylandSource({ socket, offer, actuator, firstRetryMs }: WaylandSourceOptions): ActivitySource {
  let idle: IdleNotices | null = null;
  let active: number | null = null;
  const acts = actuator?.((window) => window === active);
  const session = new Observable<ActivityReport>((subscriber) => {
    const opening = Compositor.open(socket);
    subscriber.add(
      from(opening)
        .pipe(
          mergeMap((compositor) => {
            idle = tellsIdle(compositor) ? new IdleNotices(compositor, IDLE_AFTER_MS) : null;
            const lost = compositor.lost.pipe(mergeMap((reason) => throwError(() => reason)));
            return merge(lost, reportsOf(compositor, idle));
          }),
          tap((report) => {
            if (report.type === 'active') active = report.window;
            if (report.type === 'none') active = null;
          }),
        )
        .subscribe(subscriber),
    );
    return () => {
      [idle, active] = [null, null];
      void opening.then((compositor) => compositor.close()).catch(() => undefined);
    };
  });
  return {
    name: `Wayland ${socket}`,
    capabilities: { titles: true, idle: offer.idle, lock: false, minimises: acts !== undefined },
    ...(acts === undefined ? {} : { actuator: acts }),
    idleMs: async () => idle?.idleMs() ?? null,
    reports: () => triedAgain(session, firstRetryMs ?? FIRST_RETRY_MS),
  };
}

/** Says each loss and connects again. */
function triedAgain(session: Observable<ActivityReport>, firstRetryMs: number): Observable<ActivityReport> {
  return new Observable((subscriber) =>
    session
      .pipe(
        tap({ error: (error: Error) => subscriber.next({ type: 'lost', reason: error.message }) }),
        retry({
          delay: (_error, attempt) => timer(Math.min(firstRetryMs * 2 ** (attempt - 1), LONGEST_RETRY_MS)),
          resetOnSuccess: true,
        }),
      )
      .subscribe(subscriber),
  );
}

function reportsOf(compositor: Compositor, idle: IdleNotices | null): Observable<ActivityReport> {
  const windows = new Toplevels(compositor).active().pipe(
    startWith(null),
    map(reportOf),
    switchMap((report) => (report.type === 'none' ? timer(NO_WINDOW_DEBOUNCE_MS).pipe(map(() => report)) : of(report))),
    distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
  );
  return concat(
    of<ActivityReport>({ type: 'ready', seesInput: idle !== null }),
    merge(windows, idle === null ? EMPTY : inputOf(idle)),
  );
}

function reportOf(active: Toplevel | null): ActivityReport {
  if (active === null) return { type: 'none' };
  const { window, appId, title } = active;
  return { type: 'active', window, application: appId || 'Unknown', title };
}
