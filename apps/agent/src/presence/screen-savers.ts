import { catchError, defer, map, merge, type Observable, of, switchMap } from 'rxjs';
import { type BusConnection } from '../dbus/connection.js';

/** Programs that lock or blank the screen, by their names on the session's bus. */
export const SCREEN_SAVERS = [
  { name: 'org.freedesktop.ScreenSaver', path: '/ScreenSaver' },
  { name: 'org.gnome.ScreenSaver', path: '/org/gnome/ScreenSaver' },
  { name: 'org.cinnamon.ScreenSaver', path: '/org/cinnamon/ScreenSaver' },
  { name: 'org.mate.ScreenSaver', path: '/org/mate/ScreenSaver' },
  { name: 'org.xfce.ScreenSaver', path: '/org/xfce/ScreenSaver' },
] as const;

/** One screen saver is on or off. */
export interface SaverState {
  name: string;
  isOn: boolean;
}

/** Each screen saver's state now and at each change. A saver that has ended is off. */
export function screenSavers(bus: BusConnection): Observable<SaverState> {
  return merge(...SCREEN_SAVERS.map((saver) => screenSaver(bus, saver)));
}

function screenSaver(bus: BusConnection, { name, path }: (typeof SCREEN_SAVERS)[number]): Observable<SaverState> {
  const call = { destination: name, path, interface: name, member: 'GetActive' };
  const ask = (owner: string): Observable<boolean> =>
    // A call to a name without an owner would start that program.
    owner === '' ? of(false) : defer(() => bus.call(call)).pipe(map(([isOn]) => isOn === true));
  const now = bus.owners(name).pipe(switchMap((owner) => ask(owner).pipe(catchError(() => of(false)))));
  const changes = bus
    .signals({ sender: name, interface: name, member: 'ActiveChanged' })
    .pipe(map(({ body }) => body[0] === true));
  return merge(now, changes).pipe(
    map((isOn) => ({ name, isOn })),
    catchError(() => of({ name, isOn: false })),
  );
}
