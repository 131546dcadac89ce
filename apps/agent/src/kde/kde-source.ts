import { catchError, distinctUntilChanged, EMPTY, map, merge, Observable, of, switchMap, timer } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { type Bus } from '../dbus/bus.js';
import { type BusConnection } from '../dbus/connection.js';
import { textOf } from '../dbus/values.js';
import { IdleWatch } from '../wayland/idle-watch.js';
import { KWIN, minimisingScript, runScript, TOLD, watchingScript } from './kwin-scripts.js';

/** The numbers of more windows than this are forgotten, oldest first. */
const MOST_WINDOWS = 1_000;
/** The focus is nowhere for a moment between two windows. */
const NO_WINDOW_DEBOUNCE_MS = 100;
/** The script speaks at once when KWin runs it. */
const FIRST_WORD_MS = 5_000;
const SILENT = 'KWin does not run the script that tells the active window';

export interface KdeSourceOptions {
  bus: Bus;
  /** The path of the compositor's socket: KWin tells the last input there. */
  socket: string;
  seesInput: boolean;
  /** The script that runs in KWin speaks within this time. Default 5,000 ms. */
  firstWordMs?: number;
}

/** Watches the windows of KDE Plasma on Wayland by a script that runs in KWin. */
export function kdeSource(options: KdeSourceOptions): ActivitySource {
  const { bus, socket, seesInput } = options;
  const windows = new WindowNumbers();
  const idle = new IdleWatch(socket);
  const reports = bus
    .connections()
    .pipe(
      switchMap((state) =>
        state instanceof Error
          ? of<ActivityReport>({ type: 'lost', reason: state.message })
          : onConnection(state, windows, options),
      ),
    );
  return {
    name: 'KDE Plasma on Wayland',
    capabilities: { titles: true, idle: seesInput, lock: false, minimises: true },
    actuator: {
      minimize: async (window) => {
        const id = windows.idOf(window);
        if (id === undefined) throw new Error('the window is gone');
        const stop = await runScript(await bus.connection(), minimisingScript(id));
        await stop();
      },
    },
    idleMs: async () => idle.idleMs(),
    reports: () => (seesInput ? merge(reports, idle.reports()) : reports),
  };
}

/** KWin may be started again at any time: the script goes into each. */
function onConnection(
  bus: BusConnection,
  windows: WindowNumbers,
  options: KdeSourceOptions,
): Observable<ActivityReport> {
  return bus.owners(KWIN).pipe(
    distinctUntilChanged(),
    switchMap((owner) =>
      owner === ''
        ? of<ActivityReport>({ type: 'lost', reason: 'KWin does not run' })
        : watch(bus, { ...options, kwin: owner, windows }),
    ),
    // The loss of the connection is told by the bus.
    catchError(() => EMPTY),
  );
}

type Watched = KdeSourceOptions & { kwin: string; windows: WindowNumbers };

function watch(
  bus: BusConnection,
  { kwin, windows, seesInput, firstWordMs = FIRST_WORD_MS }: Watched,
): Observable<ActivityReport> {
  return new Observable<ActivityReport>((subscriber) => {
    const silent = setTimeout(() => subscriber.next({ type: 'lost', reason: SILENT }), firstWordMs);
    let isReady = false;
    bus.serve(TOLD.path, TOLD.interface, {
      [TOLD.member]: ([id, name, title], sender) => {
        // Any program of this user can call this object.
        if (sender !== kwin) return {};
        clearTimeout(silent);
        if (!isReady) subscriber.next({ type: 'ready', seesInput });
        isReady = true;
        const report: ActivityReport =
          textOf(id) === ''
            ? { type: 'none' }
            : { type: 'active', window: windows.numberOf(textOf(id)), application: named(name), title: textOf(title) };
        subscriber.next(report);
        return {};
      },
    });
    const running = runScript(bus, watchingScript(bus.name));
    running.catch((error: Error) => subscriber.next({ type: 'lost', reason: `KWin: ${error.message}` }));
    return () => {
      clearTimeout(silent);
      void running.then((stop) => stop()).catch(() => undefined);
    };
  }).pipe(
    switchMap((report) => (report.type === 'none' ? timer(NO_WINDOW_DEBOUNCE_MS).pipe(map(() => report)) : of(report))),
  );
}

const named = (name: Parameters<typeof textOf>[0]) => textOf(name).trim() || 'Unknown';

/** Gives a number to each id of KWin. */
class WindowNumbers {
  private readonly ids = new Map<number, string>();
  private readonly numbers = new Map<string, number>();
  private last = 0;

  numberOf(id: string): number {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    this.last += 1;
    this.ids.set(this.last, id);
    this.numbers.set(id, this.last);
    const oldest = this.last - MOST_WINDOWS;
    this.numbers.delete(this.ids.get(oldest) ?? '');
    this.ids.delete(oldest);
    return this.last;
  }

  idOf(number: number): string | undefined {
    return this.ids.get(number);
  }
}
