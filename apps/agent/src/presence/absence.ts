import { distinctUntilChanged, map, merge, type Observable, of, scan, startWith, switchMap } from 'rxjs';
import { type Bus } from '../dbus/bus.js';
import { type BusConnection } from '../dbus/connection.js';
import { loginSession, sessionPath, type SessionState } from './login-session.js';
import { type SaverState, SCREEN_SAVERS, screenSavers } from './screen-savers.js';

/** The buses of this machine, and the environment that names the session. */
export interface AbsenceOptions {
  session: Bus;
  system: Bus;
  env: NodeJS.ProcessEnv;
}

/** Why the person cannot be at work. `isAsked` alone ends with the next input. */
export interface Absence {
  /** The screen is locked or blank, or the machine goes to sleep. */
  isAway: boolean;
  /** The session was asked to lock, and no lock program has confirmed it. */
  isAsked: boolean;
}

type Event = SessionState | ({ type: 'saver' } & SaverState) | { type: 'lost'; bus: 'session' | 'system' };

interface State {
  savers: ReadonlySet<string>;
  isLocked: boolean;
  isAsleep: boolean;
  isAsked: boolean;
}

const PRESENT: State = { savers: new Set(), isLocked: false, isAsleep: false, isAsked: false };

/**
 * Whether the screen is locked, as the login service and the screen savers tell it. Present while
 * neither bus answers. Never errors and never ends.
 */
export function absence({ session, system, env }: AbsenceOptions): Observable<Absence> {
  const saverEvents = (bus: BusConnection): Observable<Event> =>
    screenSavers(bus).pipe(map((state) => ({ type: 'saver', ...state })));
  return merge(
    onBus(session, 'session', saverEvents),
    onBus(system, 'system', (bus) => loginSession(bus, env)),
  ).pipe(
    scan(after, PRESENT),
    startWith(PRESENT),
    map(({ savers, isLocked, isAsleep, isAsked }) => ({ isAway: savers.size > 0 || isLocked || isAsleep, isAsked })),
    distinctUntilChanged((before, now) => JSON.stringify(before) === JSON.stringify(now) && !now.isAsked),
  );
}

/** What the bus tells. Its loss comes first: nothing that it told before is known any more. */
function onBus(bus: Bus, name: 'session' | 'system', events: (bus: BusConnection) => Observable<Event>) {
  return bus
    .connections()
    .pipe(
      switchMap((state) =>
        merge(of<Event>({ type: 'lost', bus: name }), state instanceof Error ? of() : events(state)),
      ),
    );
}

function after(state: State, event: Event): State {
  switch (event.type) {
    case 'saver': {
      const savers = new Set(state.savers);
      if (event.isOn) savers.add(event.name);
      else savers.delete(event.name);
      return { ...state, savers };
    }
    case 'locked':
      return { ...state, isLocked: event.isOn, isAsked: state.isAsked && event.isOn };
    case 'asked':
      return { ...state, isAsked: event.isOn };
    case 'sleep':
      return { ...state, isAsleep: event.isOn };
    case 'lost':
      return event.bus === 'session'
        ? { ...state, savers: new Set() }
        : { ...state, isLocked: false, isAsleep: false, isAsked: false };
  }
}

/** Whether a program on either bus tells now that the screen is locked. */
export async function seesLocks({ session, system, env }: AbsenceOptions): Promise<boolean> {
  const hasSession = system.connection().then(async (bus) => (await sessionPath(bus, env)) !== null);
  const hasSaver = session.connection().then(async (bus) => {
    const owners = await Promise.all(SCREEN_SAVERS.map(({ name }) => bus.ownerOf(name)));
    return owners.some((owner) => owner !== '');
  });
  const answers = await Promise.all([hasSession, hasSaver].map((answer) => answer.catch(() => false)));
  return answers.includes(true);
}
