import { type Subscription } from 'rxjs';
import { Bus } from '../dbus/bus.js';
import { BusConnection } from '../dbus/connection.js';
import { Variant } from '../dbus/values.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { until } from '../testing/until.js';
import { type Absence, absence, seesLocks } from './absence.js';

const LOGIN = 'org.freedesktop.login1';
const MANAGER = { path: '/org/freedesktop/login1', interface: `${LOGIN}.Manager` };
const SESSION = { path: '/org/freedesktop/login1/session/_32', interface: `${LOGIN}.Session` };
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const SAVER = { path: '/org/gnome/ScreenSaver', interface: 'org.gnome.ScreenSaver' };

/** Plays the login service of a machine whose agent runs as a service, outside of any session. */
async function startLogin(address: string) {
  const bus = await BusConnection.open(address);
  const state = { isLocked: false };
  bus.serve(MANAGER.path, MANAGER.interface, {
    GetUser: () => ({ signature: 'o', body: ['/org/freedesktop/login1/user/_1000'] }),
  });
  bus.serve('/org/freedesktop/login1/user/_1000', PROPERTIES, {
    Get: () => ({ signature: 'v', body: [new Variant('(so)', ['2', SESSION.path])] }),
  });
  bus.serve(SESSION.path, PROPERTIES, {
    Get: (body) => ({ signature: 'v', body: [new Variant('b', body[1] === 'LockedHint' && state.isLocked)] }),
  });
  await bus.takeName(LOGIN);
  const emit = (from: { path: string; interface: string }, member: string, ...flags: boolean[]) =>
    bus.emit({ ...from, member, signature: 'b'.repeat(flags.length), body: flags });
  return {
    lock: (isLocked: boolean) => {
      state.isLocked = isLocked;
      const body = [SESSION.interface, new Map(), ['LockedHint']];
      bus.emit({ path: SESSION.path, interface: PROPERTIES, member: 'PropertiesChanged', signature: 'sa{sv}as', body });
    },
    ask: (member: 'Lock' | 'Unlock') => emit(SESSION, member),
    sleep: (isAsleep: boolean) => emit(MANAGER, 'PrepareForSleep', isAsleep),
    close: () => bus.close(),
  };
}

/** Plays a screen saver of a desktop. */
async function startSaver(address: string, isOnAtFirst: boolean) {
  const bus = await BusConnection.open(address);
  let isOn = isOnAtFirst;
  bus.serve(SAVER.path, SAVER.interface, { GetActive: () => ({ signature: 'b', body: [isOn] }) });
  await bus.takeName(SAVER.interface);
  return {
    turn: (isNowOn: boolean) => {
      isOn = isNowOn;
      bus.emit({ ...SAVER, member: 'ActiveChanged', signature: 'b', body: [isOn] });
    },
    close: () => bus.close(),
  };
}

describeOnBus('the test of locks')('a locked screen', () => {
  let daemons: BusDaemon[];
  let buses: Bus[];
  let states: Absence[];
  let watching: Subscription;
  const address = (index: number) => daemons[index]?.address ?? '';
  const options = () => ({ session: buses[0] as Bus, system: buses[1] as Bus, env: {} });
  const last = (isAway: boolean, isAsked = false) =>
    until(`${isAway}, ${isAsked}`, () => states.at(-1)?.isAway === isAway && states.at(-1)?.isAsked === isAsked);

  beforeAll(async () => {
    daemons = [await startBusDaemon(), await startBusDaemon()];
  });
  afterAll(() => Promise.all(daemons.map((daemon) => daemon.close())));

  beforeEach(() => {
    buses = [
      new Bus('session', { DBUS_SESSION_BUS_ADDRESS: address(0) }, 20),
      new Bus('system', { DBUS_SYSTEM_BUS_ADDRESS: address(1) }, 20),
    ];
    states = [];
    watching = absence(options()).subscribe((state) => states.push(state));
  });
  afterEach(async () => {
    watching.unsubscribe();
    await Promise.all(buses.map((bus) => bus.close()));
  });

  it('is told by the login service: its hint, a request and sleep', async () => {
    watching.unsubscribe();
    const login = await startLogin(address(1));
    login.lock(true);
    watching = absence(options()).subscribe((state) => states.push(state));
    await last(true);
    login.lock(false);
    await last(false);
    login.ask('Lock');
    await last(false, true);
    login.lock(true);
    await last(true, true);
    login.lock(false);
    await last(false, false);
    login.ask('Lock');
    await last(false, true);
    login.ask('Unlock');
    await last(false, false);
    login.sleep(true);
    await last(true);
    login.sleep(false);
    await last(false);
    login.close();
  });

  it('is told by a screen saver that is on already, and that starts while the agent runs', async () => {
    await last(false);
    const saver = await startSaver(address(0), true);
    await last(true);
    saver.turn(false);
    await last(false);
    saver.turn(true);
    await last(true);
    saver.close();
    await last(false);
  });

  it('is not told by a program that only claims to be the screen saver', async () => {
    const saver = await startSaver(address(0), false);
    const stranger = await BusConnection.open(address(0));
    const agent = await (buses[0] as Bus).connection();
    const forged = { ...SAVER, member: 'ActiveChanged', signature: 'b', body: [true] };
    stranger.emit(forged);
    stranger.emit({ ...forged, destination: agent.name });
    saver.turn(false);
    await last(false);
    saver.turn(true);
    await last(true);
    expect(states.filter(({ isAway }) => isAway)).toHaveLength(1);
    stranger.close();
    saver.close();
  });

  it('ends when the bus is lost: nothing keeps the time from counting for ever', async () => {
    const saver = await startSaver(address(0), true);
    await last(true);
    await daemons[0]?.close();
    await last(false);
    saver.close();
    await daemons[0]?.restart();
    const again = await startSaver(address(0), true);
    await last(true);
    again.close();
  });

  it('is expected only where a program tells it', async () => {
    expect(await seesLocks(options())).toBe(false);
    const login = await startLogin(address(1));
    expect(await seesLocks(options())).toBe(true);
    login.close();
    const nowhere = { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere' };
    const missing = { session: new Bus('session', {}), system: new Bus('system', nowhere), env: {} };
    expect(await seesLocks(missing)).toBe(false);
  });
});
