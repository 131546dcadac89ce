import { Bus } from '../dbus/bus.js';
import { BusConnection, type Methods } from '../dbus/connection.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { idleHolders } from './idle-holders.js';

const UID = process.getuid?.() ?? 0;
type Objects = Record<string, Record<string, Methods>>;

describeOnBus('films and calls')('the programs that keep the screen on', () => {
  let daemon: BusDaemon;
  let buses: { session: Bus; system: Bus };
  const open: BusConnection[] = [];

  beforeEach(async () => {
    daemon = await startBusDaemon();
    const env = { DBUS_SESSION_BUS_ADDRESS: daemon.address, DBUS_SYSTEM_BUS_ADDRESS: daemon.address };
    buses = { session: new Bus('session', env), system: new Bus('system', env) };
  });
  afterEach(async () => {
    for (const bus of open.splice(0)) bus.close();
    await buses.session.close();
    await buses.system.close();
    await daemon.close();
  });

  /** Plays a service. */
  async function serve(name: string, objects: Objects): Promise<void> {
    const bus = await BusConnection.open(daemon.address);
    open.push(bus);
    for (const [path, interfaces] of Object.entries(objects))
      for (const [each, methods] of Object.entries(interfaces)) bus.serve(path, each, methods);
    await bus.takeName(name);
  }

  it('are told by the login service: those that block idle, of this user', async () => {
    const all = [
      ['idle', 'vlc', 'film', 'block', UID, 11],
      ['sleep:idle', 'zoom', 'call', 'block', UID, 12],
      ['sleep:shutdown', 'apt', 'install', 'block', UID, 13],
      ['idle', 'late', 'delay', 'delay', UID, 14],
      ['idle', 'other', 'user', 'block', UID + 1, 15],
    ];
    await serve('org.freedesktop.login1', {
      '/org/freedesktop/login1': {
        'org.freedesktop.login1.Manager': { ListInhibitors: () => ({ signature: 'a(ssssuu)', body: [all] }) },
      },
    });
    expect(await idleHolders(buses)).toEqual([
      { name: 'vlc', pid: 11 },
      { name: 'zoom', pid: 12 },
    ]);
  });

  it('are told by GNOME: those with the flag of idle', async () => {
    const path = '/org/gnome/SessionManager';
    const inhibitor = (app: string, flags: number) => ({
      'org.gnome.SessionManager.Inhibitor': {
        GetAppId: () => ({ signature: 's', body: [app] }),
        GetFlags: () => ({ signature: 'u', body: [flags] }),
      },
    });
    let asked = 0;
    await serve('org.gnome.SessionManager', {
      [path]: {
        'org.gnome.SessionManager': {
          IsInhibited: ([flags]) => ((asked = Number(flags)), { signature: 'b', body: [true] }),
          GetInhibitors: () => ({ signature: 'ao', body: [[`${path}/Inhibitor1`, `${path}/Inhibitor2`]] }),
        },
      },
      [`${path}/Inhibitor1`]: inhibitor('org.gnome.Totem', 8 | 4),
      [`${path}/Inhibitor2`]: inhibitor('transmission', 4),
    });
    expect(await idleHolders(buses)).toEqual([{ name: 'org.gnome.Totem' }]);
    expect(asked).toBe(8);
  });

  it.each([
    [true, ['vlc'], [{ name: 'vlc' }]],
    [false, ['vlc'], []],
    [true, null, []],
  ])('are told by Xfce: held %p by %p', async (isHeld, names, holders) => {
    const interfaceName = 'org.freedesktop.PowerManagement.Inhibit';
    await serve('org.freedesktop.PowerManagement', {
      '/org/freedesktop/PowerManagement/Inhibit': {
        [interfaceName]: {
          HasInhibit: () => ({ signature: 'b', body: [isHeld] }),
          ...(names === null ? {} : { GetInhibitors: () => ({ signature: 'as', body: [names] }) }),
        },
      },
    });
    expect(await idleHolders(buses)).toEqual(holders);
  });

  it.each([
    ['a(ss)', true, [{ name: 'firefox' }]],
    ['aas', true, [{ name: 'firefox' }]],
    ['a(ss)', false, []],
  ])('are told by KDE in the form %s, when the screen is held: %p', async (signature, isHeld, holders) => {
    let asked = 0;
    await serve('org.kde.Solid.PowerManagement.PolicyAgent', {
      '/org/kde/Solid/PowerManagement/PolicyAgent': {
        'org.kde.Solid.PowerManagement.PolicyAgent': {
          HasInhibition: ([kind]) => ((asked = Number(kind)), { signature: 'b', body: [isHeld] }),
          ListInhibitions: () => ({ signature, body: [[['firefox', 'video']]] }),
        },
      },
    });
    expect(await idleHolders(buses)).toEqual(holders);
    expect(asked).toBe(4);
  });

  it('are none where no service is, where one answers nonsense, and where it never answers', async () => {
    expect(await idleHolders(buses)).toEqual([]);
    await serve('org.freedesktop.login1', {
      '/org/freedesktop/login1': {
        'org.freedesktop.login1.Manager': { ListInhibitors: () => ({ signature: 's', body: ['idle'] }) },
      },
    });
    await serve('org.gnome.SessionManager', {
      '/org/gnome/SessionManager': {
        'org.gnome.SessionManager': { IsInhibited: () => new Promise(() => undefined) },
      },
    });
    expect(await idleHolders(buses)).toEqual([]);
    const nowhere = new Bus('session', {});
    expect(await idleHolders({ session: nowhere, system: nowhere })).toEqual([]);
  });
});
