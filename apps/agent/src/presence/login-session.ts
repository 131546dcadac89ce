import { catchError, defer, filter, from, map, merge, mergeMap, NEVER, type Observable, of } from 'rxjs';
import { type BusConnection } from '../dbus/connection.js';
import { type BusValue, textOf } from '../dbus/values.js';

const LOGIN = 'org.freedesktop.login1';
const MANAGER = { destination: LOGIN, path: '/org/freedesktop/login1', interface: `${LOGIN}.Manager` } as const;
const SESSION = `${LOGIN}.Session`;
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/**
 * What the system's login service tells about this session.
 * `asked`: the session was asked to lock. A lock program may follow, or none.
 */
export type SessionState =
  { type: 'locked'; isOn: boolean } | { type: 'asked'; isOn: boolean } | { type: 'sleep'; isOn: boolean };

/** The path of the graphical session of this process or of its user. Null when there is none. */
export async function sessionPath(bus: BusConnection, env: NodeJS.ProcessEnv): Promise<string | null> {
  const id = env['XDG_SESSION_ID'];
  const attempts = [
    ...(id ? [() => bus.call({ ...MANAGER, member: 'GetSession', signature: 's', body: [id] })] : []),
    () => bus.call({ ...MANAGER, member: 'GetSessionByPID', signature: 'u', body: [process.pid] }),
    // A service of `systemd --user` is in no session. Its user has one that shows a desktop.
    () => displayOf(bus),
  ];
  for (const attempt of attempts) {
    const [path] = await attempt().catch((): BusValue[] => []);
    if (textOf(path).startsWith('/org/freedesktop/login1/session/')) return textOf(path);
  }
  return null;
}

async function displayOf(bus: BusConnection): Promise<readonly BusValue[]> {
  const body = [process.getuid?.() ?? 0];
  const [user] = await bus.call({ ...MANAGER, member: 'GetUser', signature: 'u', body });
  const display = await property(bus, textOf(user), `${LOGIN}.User`, 'Display');
  return Array.isArray(display) ? display.slice(1) : [];
}

async function property(bus: BusConnection, path: string, of: string, name: string): Promise<BusValue | undefined> {
  const call = { destination: LOGIN, path, interface: PROPERTIES, member: 'Get' };
  return (await bus.call({ ...call, signature: 'ss', body: [of, name] }))[0];
}

/** The states of this session, now and at each change. A machine without the service tells none. */
export function loginSession(bus: BusConnection, env: NodeJS.ProcessEnv): Observable<SessionState> {
  const sleep = bus
    .signals({ sender: LOGIN, interface: MANAGER.interface, member: 'PrepareForSleep' })
    .pipe(map(({ body }): SessionState => ({ type: 'sleep', isOn: body[0] === true })));
  const session = defer(() => sessionPath(bus, env)).pipe(
    mergeMap((path) => (path === null ? NEVER : sessionStates(bus, path))),
  );
  return merge(sleep, session).pipe(catchError(() => of<SessionState>()));
}

function sessionStates(bus: BusConnection, path: string): Observable<SessionState> {
  const heard = (of: string, member: string) => bus.signals({ sender: LOGIN, path, interface: of, member });
  const asked = (member: string, isOn: boolean) =>
    heard(SESSION, member).pipe(map((): SessionState => ({ type: 'asked', isOn })));
  const isLocked = () => property(bus, path, SESSION, 'LockedHint');
  const hints = heard(PROPERTIES, 'PropertiesChanged').pipe(
    filter(({ body: [of, changed, unknown] }) => of === SESSION && (has(changed) || has(unknown))),
  );
  return merge(
    asked('Lock', true),
    asked('Unlock', false),
    merge(hints, of(null)).pipe(
      mergeMap(() => from(isLocked())),
      map((isOn): SessionState => ({ type: 'locked', isOn: isOn === true })),
      // An old login service has no such property.
      catchError(() => of<SessionState>()),
    ),
  );
}

const has = (changes: BusValue | undefined): boolean =>
  changes instanceof Map ? changes.has('LockedHint') : Array.isArray(changes) && changes.includes('LockedHint');
