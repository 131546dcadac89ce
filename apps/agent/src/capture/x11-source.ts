import {
  asyncScheduler,
  auditTime,
  catchError,
  concat,
  concatMap,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  Observable,
  of,
  retry,
  startWith,
  switchMap,
  takeUntil,
  tap,
  throttleTime,
  throwError,
  timer,
} from 'rxjs';
import { type ActivityReport, type ActivitySource } from './activity-source.js';
import { polledInput } from './polled-input.js';
import { X11Display } from './x11-display.js';
import { applicationOfClass, ATOM, decodeText, instanceOfClass } from './x11-text.js';

const IDLE_POLL_MS = 5_000;
/** A window manager sets "no active window" for some milliseconds between two windows. */
const NO_WINDOW_DEBOUNCE_MS = 100;
/** One title is two properties (WM_NAME, _NET_WM_NAME), so X11 notifies twice. */
const TITLE_COALESCE_MS = 50;
/** A program that counts in its title is read this often. Such titles are settled later. */
const RESTLESS_TITLE_MS = 250;
const WINDOW_MANAGER_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface X11SourceOptions {
  /** The name of the display as DISPLAY gives it, for example ":0". */
  display: string;
  /** Time between two requests for the last input. Default 5,000 ms. */
  idlePollMs?: number;
  /** After this time without an active window property the person is told. Default 5,000 ms. */
  windowManagerMs?: number;
  /** First wait before a new connection. It doubles up to 30 s. Default 1,000 ms. */
  firstRetryMs?: number;
}

/**
 * Watches the active window of an X11 desktop by its events, and the last input by the SYNC
 * counter IDLETIME.
 */
export function x11Source(options: X11SourceOptions): ActivitySource {
  const { display, firstRetryMs = FIRST_RETRY_MS } = options;
  /** The desktop of the present connection. */
  let desktop: Desktop | null = null;
  return {
    name: `X11 display ${display}`,
    capabilities: { titles: true, idle: true, lock: false, minimises: true },
    actuator: {
      minimize: async (window) => {
        if (desktop === null) throw new Error('the display is gone');
        await desktop.display.iconify(window);
      },
    },
    idleMs: async () => (await desktop?.idleMs?.()) ?? null,
    reports: () =>
      new Observable((subscriber) =>
        session(options, (present) => (desktop = present))
          .pipe(
            tap({ error: (error: Error) => subscriber.next({ type: 'lost', reason: error.message }) }),
            retry({
              delay: (_error, attempt) => timer(Math.min(firstRetryMs * 2 ** (attempt - 1), LONGEST_RETRY_MS)),
              resetOnSuccess: true,
            }),
          )
          .subscribe(subscriber),
      ),
  };
}

/** The reports of one connection. Errors when the display is lost or cannot be reached. */
function session(options: X11SourceOptions, connected: (desktop: Desktop | null) => void): Observable<ActivityReport> {
  return new Observable((subscriber) => {
    const opening = X11Display.open(options.display);
    subscriber.add(
      from(opening)
        .pipe(
          mergeMap((display) => {
            const lost = display.lost.pipe(mergeMap((reason) => throwError(() => reason)));
            return merge(
              lost,
              from(prepare(display)).pipe(
                tap((desktop) => connected(desktop)),
                switchMap((desktop) => watchDesktop(desktop, options)),
              ),
            );
          }),
        )
        .subscribe(subscriber),
    );
    // A subscriber may leave while the connection is being made. This closes it then too.
    return () => {
      connected(null);
      void opening.then((display) => display.close()).catch(() => undefined);
    };
  });
}

interface Desktop {
  display: X11Display;
  atoms: { activeWindow: number; title: number; utf8: number; pid: number };
  idleMs: (() => Promise<number>) | null;
}

async function prepare(display: X11Display): Promise<Desktop> {
  const [activeWindow, title, utf8, pid] = await Promise.all([
    display.atom('_NET_ACTIVE_WINDOW'),
    display.atom('_NET_WM_NAME'),
    display.atom('UTF8_STRING'),
    display.atom('_NET_WM_PID'),
  ]);
  await display.watch(display.root, true);
  return { display, atoms: { activeWindow, title, utf8, pid }, idleMs: await display.idleCounter() };
}

function watchDesktop(desktop: Desktop, options: X11SourceOptions): Observable<ActivityReport> {
  const { idlePollMs = IDLE_POLL_MS, windowManagerMs = WINDOW_MANAGER_MS } = options;
  const { idleMs } = desktop;
  const seesInput = idleMs !== null;
  const noCounter: ActivityReport = {
    type: 'notice',
    message: 'this display does not count idle time: time away from the keyboard cannot be told from work',
  };
  return concat(
    of<ActivityReport>({ type: 'ready', seesInput }),
    seesInput ? EMPTY : of(noCounter),
    merge(
      idleMs === null ? EMPTY : polledInput(idleMs, idlePollMs),
      windowReports(desktop),
      missingWindowManager(desktop, windowManagerMs),
    ),
  );
}

/**
 * Follows _NET_ACTIVE_WINDOW, and the title of the window that it names.
 *
 *     active window   A     0  B        0     (0 for under 100 ms between two windows: no report)
 *     title of it       a'        b'
 *     reports         A a'     B  b'    none  (also when B is destroyed and no window follows)
 */
function windowReports(desktop: Desktop): Observable<ActivityReport> {
  const { display, atoms } = desktop;
  /** The window that is followed now. A window manager may write it into the property twice. */
  let followed: number | null = null;
  const follow = (number: number): Observable<ActivityReport> =>
    oneWindow(desktop, number).pipe(tap({ complete: () => (followed = null) }));
  return display.changes.pipe(
    filter(({ window, atom }) => window === display.root && atom === atoms.activeWindow),
    startWith(null),
    concatMap(() => from(activeWindow(desktop))),
    filter((number) => number !== followed),
    tap((number) => (followed = number)),
    // openbox keeps the number of a closed window in the property when no other window follows.
    switchMap((number) => (number === 0 ? noWindow() : concat(follow(number), noWindow()))),
  );
}

/** Without a window manager that speaks EWMH no window is ever active. The person must know. */
function missingWindowManager({ display }: Desktop, waitMs: number): Observable<ActivityReport> {
  return timer(waitMs).pipe(
    concatMap(() => from(display.tellsActiveWindow()).pipe(catchError(() => EMPTY))),
    filter((isTold) => !isTold),
    map(() => ({
      type: 'notice',
      message: 'no window manager tells which window is active: nothing is recorded until one does',
    })),
  );
}

function noWindow(): Observable<ActivityReport> {
  return timer(NO_WINDOW_DEBOUNCE_MS).pipe(map(() => ({ type: 'none' })));
}

async function activeWindow({ display, atoms }: Desktop): Promise<number> {
  const { data } = await display.property(display.root, atoms.activeWindow);
  return data.length >= 4 ? data.readUInt32LE(0) : 0;
}

/** Reports a window and each change of its title. Completes when the window is gone. */
function oneWindow(desktop: Desktop, window: number): Observable<ActivityReport> {
  const { display, atoms } = desktop;
  // Some programs (Spotify) set their class only when the window is in front already.
  const isNamed = (atom: number) => [atoms.title, ATOM.WM_NAME, ATOM.WM_CLASS].includes(atom);
  const changes = display.changes.pipe(
    filter((change) => change.window === window && isNamed(change.atom)),
    auditTime(TITLE_COALESCE_MS, asyncScheduler),
    throttleTime(RESTLESS_TITLE_MS, asyncScheduler, { leading: true, trailing: true }),
  );
  // The display answers in order: the first reading shows the window when the watch began.
  const watch = defer(() => display.watch(window, true)).pipe(ignoreElements());
  return merge(watch, changes.pipe(startWith(null))).pipe(
    concatMap(() => from(readWindow(desktop, window)).pipe(catchError(() => EMPTY))),
    distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
    takeUntil(display.destroyed.pipe(filter((gone) => gone === window))),
    catchError(() => EMPTY),
    tap({ unsubscribe: () => void display.watch(window, false).catch(() => undefined) }),
  );
}

async function readWindow({ display, atoms }: Desktop, window: number): Promise<ActivityReport> {
  const [wmClass, netName, wmName, { data: pid }] = await Promise.all([
    display.property(window, ATOM.WM_CLASS),
    display.property(window, atoms.title),
    display.property(window, ATOM.WM_NAME),
    display.property(window, atoms.pid),
  ]);
  const name = netName.data.length > 0 ? netName : wmName;
  const title = decodeText(name.data, name.type === atoms.utf8);
  const application = applicationOfClass(wmClass.data) || 'Unknown';
  return {
    ...{ type: 'active', window, application, title, instance: instanceOfClass(wmClass.data) },
    ...(pid.length >= 4 ? { pid: pid.readUInt32LE(0) } : {}),
  };
}
