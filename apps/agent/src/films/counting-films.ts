import { readlink } from 'node:fs/promises';
import {
  distinctUntilChanged,
  filter,
  from,
  interval,
  map,
  merge,
  mergeMap,
  Observable,
  of,
  Subject,
  switchMap,
} from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { Bus } from '../dbus/bus.js';
import { Films } from './films.js';
import { type Holder, isHeldBy } from './holders.js';
import { idleHolders } from './idle-holders.js';

/** A film that has ended counts at most this much longer. */
const LOOK_MS = 10_000;

export interface FilmOptions {
  /** The programs that keep the screen on now. Never rejects. */
  holders: () => Promise<Holder[]>;
  /** Milliseconds between two looks. Default 10,000. */
  lookMs?: number;
}

/** What this machine's buses tell of films and calls. */
export function filmsOnBuses(env: NodeJS.ProcessEnv): FilmOptions {
  const buses = { session: new Bus('session', env), system: new Bus('system', env) };
  return { holders: () => idleHolders(buses) };
}

/**
 * The same adapter, with windows that count without input while their program keeps the screen on.
 * Nothing is asked while no window is in front: a locked screen shows none.
 */
export function countingFilms(source: ActivitySource, { holders, lookMs = LOOK_MS }: FilmOptions): ActivitySource {
  const reports = new Observable<ActivityReport>((subscriber) => {
    const films = new Films();
    const passed = new Subject<ActivityReport>();
    const changed = passed.pipe(
      filter(({ type }) => type === 'active' || type === 'none' || type === 'lost'),
      map(() => films.shown?.window),
      distinctUntilChanged(),
    );
    const looks = merge(changed, interval(lookMs)).pipe(
      map(() => films.shown),
      switchMap((window) =>
        window === null ? of() : from(isHeld(window, holders)).pipe(map((is) => ({ window, is }))),
      ),
      mergeMap(({ window, is }) => of(...films.look(window, is))),
    );
    subscriber.add(looks.subscribe((report) => subscriber.next(report)));
    subscriber.add(
      source.reports().subscribe((report) => {
        subscriber.next(films.pass(report));
        passed.next(report);
      }),
    );
  });
  return { ...source, reports: () => reports };
}

type Front = NonNullable<Films['shown']>;

async function isHeld(window: Front, holders: FilmOptions['holders']): Promise<boolean> {
  const { application, instance = '', pid } = window;
  const [held, executable] = await Promise.all([holders(), executableOf(pid)]);
  return isHeldBy({ names: [application, instance, executable], pid }, held);
}

/** The path of a process's program, or '' where that cannot be read. */
async function executableOf(pid: number | undefined): Promise<string> {
  return pid === undefined ? '' : readlink(`/proc/${pid}/exe`).catch(() => '');
}
