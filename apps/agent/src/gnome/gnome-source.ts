import { catchError, defer, distinctUntilChanged, EMPTY, filter, map, merge, mergeMap } from 'rxjs';
import { Observable, of, repeat, share, switchMap, takeUntil, tap, timer } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { polledInput } from '../capture/polled-input.js';
import { type Bus } from '../dbus/bus.js';
import { type BusConnection } from '../dbus/connection.js';
import { type BusValue, textOf } from '../dbus/values.js';
import { EXTENSIONS, extensionProblem, SHELL, TELLING } from './shell-bus.js';

const IDLE = {
  destination: 'org.gnome.Mutter.IdleMonitor',
  path: '/org/gnome/Mutter/IdleMonitor/Core',
  interface: 'org.gnome.Mutter.IdleMonitor',
  member: 'GetIdletime',
} as const;
const IDLE_POLL_MS = 5_000;
const LOOK_AGAIN_MS = 2_000;
/** The focus is nowhere for a moment between two windows. */
const NO_WINDOW_DEBOUNCE_MS = 100;

export interface GnomeSourceOptions {
  bus: Bus;
  /** Names the folder of the extension. */
  env: NodeJS.ProcessEnv;
}

/**
 * Watches the windows of GNOME on Wayland by the extension that `gnome-extension/` has. Without the
 * extension it reports `lost` with what to do, and goes on once the extension is there.
 */
export function gnomeSource({ bus, env }: GnomeSourceOptions): ActivitySource {
  const reports = bus
    .connections()
    .pipe(switchMap((state) => (state instanceof Error ? of(lost(state.message)) : onConnection(state, env))));
  return {
    name: 'GNOME on Wayland',
    capabilities: { titles: true, idle: true, lock: false, minimises: true },
    actuator: {
      minimize: async (window) => {
        const call = { ...TELLING, member: 'Minimize', signature: 't', body: [BigInt(window)] };
        const [isKnown] = await (await bus.connection()).call(call);
        if (isKnown !== true) throw new Error('the window is gone');
      },
    },
    idleMs: async () => lastInput(await bus.connection()),
    reports: () => reports,
  };
}

const lost = (reason: string): ActivityReport => ({ type: 'lost', reason });

/** GNOME Shell may be started again at any time. */
function onConnection(bus: BusConnection, env: NodeJS.ProcessEnv): Observable<ActivityReport> {
  return bus.owners(SHELL).pipe(
    distinctUntilChanged(),
    switchMap((owner) => (owner === '' ? of(lost('GNOME Shell does not run')) : onShell(bus, env))),
    // The loss of the connection is told by the bus.
    catchError(() => EMPTY),
  );
}

/** What one look at the extension has shown: a window, or that it is silent. */
type Look = { window: readonly BusValue[] } | { silent: ActivityReport };

/** The extension comes and goes: a person turns it off, a locked screen ends it for that time. */
function onShell(bus: BusConnection, env: NodeJS.ProcessEnv): Observable<ActivityReport> {
  const turned = bus.signals({ sender: SHELL, interface: EXTENSIONS.interface, member: 'ExtensionStateChanged' });
  const told = bus.signals({ sender: SHELL, interface: TELLING.interface, member: 'Changed' }).pipe(share());
  const seen = merge(
    told.pipe(map(({ body }): Look => ({ window: body }))),
    // Signals first: a change after the look must not be missed. A change during the look is newer.
    merge(turned, of(null)).pipe(switchMap(() => looks(bus, env).pipe(takeUntil(told)))),
  );
  return new Observable<ActivityReport>((subscriber) => {
    let isReady = false;
    const windows = seen.pipe(
      mergeMap((look) => {
        if ('silent' in look) {
          if (look.silent.type === 'lost') isReady = false;
          return of(look.silent);
        }
        const report = reportOf(look.window);
        if (report === null) return EMPTY;
        const ready: ActivityReport = { type: 'ready', seesInput: true };
        const reports = isReady ? [report] : [ready, report];
        isReady = true;
        return of(...reports);
      }),
      switchMap((report) =>
        report.type === 'none' ? timer(NO_WINDOW_DEBOUNCE_MS).pipe(map(() => report)) : of(report),
      ),
      distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
    );
    const input = polledInput(() => lastInput(bus), IDLE_POLL_MS).pipe(filter(() => isReady));
    return merge(windows, input).subscribe(subscriber);
  });
}

/**
 * Asks the extension for the window in front. A locked screen shows none. A Shell that has just
 * started does not know its extensions yet, so it is asked again.
 */
function looks(bus: BusConnection, env: NodeJS.ProcessEnv): Observable<Look> {
  let isAnswered = false;
  const look = async (): Promise<Look> => {
    try {
      return { window: await bus.call({ ...TELLING, member: 'Active' }) };
    } catch {
      const problem = await extensionProblem(bus, env);
      return { silent: problem === null ? { type: 'none' } : lost(problem) };
    }
  };
  return defer(look).pipe(
    tap(() => (isAnswered = true)),
    catchError((error: Error) => of<Look>({ silent: lost(`GNOME Shell does not answer: ${error.message}`) })),
    repeat({ delay: () => (isAnswered ? EMPTY : timer(LOOK_AGAIN_MS)) }),
  );
}

/** Null when the words are not those of the extension. */
function reportOf([window, name, instance, title, pid, app]: readonly BusValue[]): ActivityReport | null {
  if (typeof window !== 'bigint') return null;
  if (window === 0n) return { type: 'none' };
  return {
    ...{ type: 'active', window: Number(window), title: textOf(title), instance: textOf(instance) },
    application: textOf(name).trim() || applicationOf(textOf(app)) || 'Unknown',
    ...(typeof pid === 'number' && pid > 0 ? { pid } : {}),
  };
}

/** `org.gnome.Nautilus.desktop` -> `org.gnome.Nautilus`. GNOME Shell makes up `window:5`. */
const applicationOf = (app: string): string => (app.startsWith('window:') ? '' : app.replace(/\.desktop$/, ''));

async function lastInput(bus: BusConnection): Promise<number> {
  const [idleMs] = await bus.call(IDLE);
  if (typeof idleMs !== 'bigint') throw new Error('Mutter does not tell idle time');
  return Number(idleMs);
}
