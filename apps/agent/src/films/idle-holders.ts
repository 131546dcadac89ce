import { type Bus } from '../dbus/bus.js';
import { type BusConnection } from '../dbus/connection.js';
import { type BusValue, textOf } from '../dbus/values.js';
import { type Holder } from './holders.js';

/** A service that answers later counts as silent: a film that has ended must not count on. */
const ANSWER_LIMIT_MS = 4_000;
const MOST_HOLDERS = 50;
const LOGIN = { destination: 'org.freedesktop.login1', path: '/org/freedesktop/login1' } as const;
const GNOME = { destination: 'org.gnome.SessionManager', path: '/org/gnome/SessionManager' } as const;
const FREEDESKTOP = {
  destination: 'org.freedesktop.PowerManagement',
  path: '/org/freedesktop/PowerManagement/Inhibit',
  interface: 'org.freedesktop.PowerManagement.Inhibit',
} as const;
const KDE = {
  destination: 'org.kde.Solid.PowerManagement.PolicyAgent',
  path: '/org/kde/Solid/PowerManagement/PolicyAgent',
  interface: 'org.kde.Solid.PowerManagement.PolicyAgent',
} as const;
/** Source: gnome-session, GsmInhibitorFlag: the session being marked as idle. */
const GNOME_IDLE = 8;
/** Source: KDE PowerDevil, PolicyAgent::RequiredPolicy: the screen is dimmed or turned off. */
const KDE_SCREEN = 4;

/**
 * The programs that keep the screen from going idle now, as the login service and the desktops
 * tell it. Programs that only keep the machine awake (a download) are none. Never rejects: a
 * service that is missing or silent has no holders.
 */
export async function idleHolders({ session, system }: { session: Bus; system: Bus }): Promise<Holder[]> {
  const answers = await Promise.all([
    asked(system, LOGIN.destination, ofLogin),
    asked(session, GNOME.destination, ofGnome),
    asked(session, FREEDESKTOP.destination, ofFreedesktop),
    asked(session, KDE.destination, ofKde),
  ]);
  return answers.flat();
}

async function asked(bus: Bus, name: string, ask: (bus: BusConnection) => Promise<Holder[]>): Promise<Holder[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Holder[]>((resolve) => (timer = setTimeout(() => resolve([]), ANSWER_LIMIT_MS)));
  const answer = async () => {
    const connection = await bus.connection();
    // A call to a name without an owner would start that program.
    return (await connection.ownerOf(name)) === '' ? [] : ask(connection);
  };
  const holders = await Promise.race([answer().catch(() => []), late]);
  clearTimeout(timer);
  return holders;
}

/** Source: org.freedesktop.login1(5): what, who, why, mode, user, process. */
async function ofLogin(bus: BusConnection): Promise<Holder[]> {
  const [all] = await bus.call({ ...LOGIN, interface: `${LOGIN.destination}.Manager`, member: 'ListInhibitors' });
  const uid = process.getuid?.();
  return listOf(all).flatMap((each) => {
    const [what, who, , mode, user, pid] = listOf(each);
    const isIdle = textOf(what).split(':').includes('idle') && mode === 'block' && user === uid;
    return isIdle && typeof pid === 'number' ? [{ name: textOf(who), pid }] : [];
  });
}

async function ofGnome(bus: BusConnection): Promise<Holder[]> {
  const manager = { ...GNOME, interface: GNOME.destination };
  const [isHeld] = await bus.call({ ...manager, member: 'IsInhibited', signature: 'u', body: [GNOME_IDLE] });
  if (isHeld !== true) return [];
  const [paths] = await bus.call({ ...manager, member: 'GetInhibitors' });
  const holders = await Promise.all(
    listOf(paths).map(async (path): Promise<Holder[]> => {
      const inhibitor = { ...GNOME, path: textOf(path), interface: 'org.gnome.SessionManager.Inhibitor' };
      const [[flags], [app]] = await Promise.all([
        bus.call({ ...inhibitor, member: 'GetFlags' }),
        bus.call({ ...inhibitor, member: 'GetAppId' }),
      ]);
      const isIdle = typeof flags === 'number' && (flags & GNOME_IDLE) !== 0;
      return isIdle ? [{ name: textOf(app) }] : [];
    }),
  );
  return holders.flat();
}

/** Xfce tells names. Where no names are told, no program is known. */
async function ofFreedesktop(bus: BusConnection): Promise<Holder[]> {
  const [isHeld] = await bus.call({ ...FREEDESKTOP, member: 'HasInhibit' });
  if (isHeld !== true) return [];
  const [names] = await bus.call({ ...FREEDESKTOP, member: 'GetInhibitors' });
  return listOf(names).map((name) => ({ name: textOf(name) }));
}

/** KDE does not tell which program holds which kind, so the kind is asked for first. */
async function ofKde(bus: BusConnection): Promise<Holder[]> {
  const [isHeld] = await bus.call({ ...KDE, member: 'HasInhibition', signature: 'u', body: [KDE_SCREEN] });
  if (isHeld !== true) return [];
  const [all] = await bus.call({ ...KDE, member: 'ListInhibitions' });
  return listOf(all).map((each) => ({ name: textOf(listOf(each)[0]) }));
}

const listOf = (value: BusValue | undefined): BusValue[] => (Array.isArray(value) ? value.slice(0, MOST_HOLDERS) : []);
