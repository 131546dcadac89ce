import { existsSync, readFileSync } from 'node:fs';
import { type Subscription } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { Bus } from '../dbus/bus.js';
import { BusConnection } from '../dbus/connection.js';
import { textOf } from '../dbus/values.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { until } from '../testing/until.js';
import { kdeSource } from './kde-source.js';
import { KWIN, TOLD } from './kwin-scripts.js';

/** Plays KWin: takes scripts, and speaks for the script that tells the active window. */
async function startKwin(address: string, isMute = false) {
  const bus = await BusConnection.open(address);
  const scripts: { file: string; text: string }[] = [];
  const unloaded: string[] = [];
  const listener = () => /callDBus\("(:[\d.]+)"/.exec(scripts[0]?.text ?? '')?.[1] ?? '';
  const tell = (id: string, name: string, title: string) =>
    bus.call({ destination: listener(), ...TOLD, signature: 'sss', body: [id, name, title] });
  bus.serve('/Scripting', 'org.kde.kwin.Scripting', {
    loadScript: ([file]) => {
      scripts.push({ file: textOf(file), text: readFileSync(textOf(file), 'utf8') });
      return { signature: 'i', body: [scripts.length] };
    },
    start: () => {
      if (!isMute && scripts.length === 1) void tell('', '', '');
      return {};
    },
    unloadScript: ([name]) => (unloaded.push(textOf(name)), { signature: 'b', body: [true] }),
  });
  await bus.takeName(KWIN);
  return { scripts, unloaded, tell, listener, close: () => bus.close() };
}

describeOnBus('the adapter of KDE')('the adapter of KDE', () => {
  let daemon: BusDaemon;
  let bus: Bus;
  let reports: ActivityReport[];
  let watching: Subscription;
  let source: ReturnType<typeof kdeSource>;

  beforeEach(async () => {
    daemon = await startBusDaemon();
    bus = new Bus('session', { DBUS_SESSION_BUS_ADDRESS: daemon.address }, 20);
    source = kdeSource({ bus, socket: '/nowhere', seesInput: false, firstWordMs: 200 });
    reports = [];
    watching = source.reports().subscribe((report) => reports.push(report));
  });
  afterEach(async () => {
    watching.unsubscribe();
    await bus.close();
    await daemon.close();
  });

  const last = (expected: Partial<ActivityReport>) =>
    until(JSON.stringify(expected), () => {
      const report = new Map<string, unknown>(Object.entries(reports.at(-1) ?? {}));
      return Object.entries(expected).every(([name, value]) => report.get(name) === value);
    });

  it('reports what the script in KWin tells, and removes the script at the end', async () => {
    const kwin = await startKwin(daemon.address);
    await last({ type: 'none' });
    await kwin.tell('{a}', 'org.kde.kate', 'notes');
    await last({ type: 'active', window: 1, application: 'org.kde.kate', title: 'notes' });
    await kwin.tell('{b}', ' ', '<b>"x"');
    await last({ type: 'active', window: 2, application: 'Unknown', title: '<b>"x"' });
    await kwin.tell('{a}', 'org.kde.kate', 'other');
    await last({ type: 'active', window: 1, title: 'other' });
    watching.unsubscribe();
    await until('the end of the script', () => kwin.unloaded.length === 1);
    expect(existsSync(kwin.scripts[0]?.file ?? '/')).toBe(false);
    kwin.close();
  });

  it('believes only KWin', async () => {
    const kwin = await startKwin(daemon.address);
    await last({ type: 'none' });
    const stranger = await BusConnection.open(daemon.address);
    const forged = { destination: kwin.listener(), ...TOLD, signature: 'sss', body: ['{x}', 'forged', 'forged'] };
    await stranger.call(forged);
    await stranger.call({ ...forged, signature: 'u', body: [5] });
    await kwin.tell('{a}', 'kate', 'true');
    await last({ type: 'active', title: 'true' });
    expect(JSON.stringify(reports)).not.toContain('forged');
    stranger.close();
    kwin.close();
  });

  it('says that KWin is gone, and gives its script to the next one', async () => {
    await last({ type: 'lost', reason: 'KWin does not run' });
    for (const title of ['first', 'second']) {
      const kwin = await startKwin(daemon.address);
      await until('the script', () => kwin.scripts.length === 1);
      await kwin.tell('{a}', 'kate', title);
      await last({ type: 'active', title });
      kwin.close();
      await last({ type: 'lost', reason: 'KWin does not run' });
    }
  });

  it('says that KWin does not run the script: no silent zeros', async () => {
    const kwin = await startKwin(daemon.address, true);
    await last({ type: 'lost', reason: 'KWin does not run the script that tells the active window' });
    expect(reports.some(({ type }) => type === 'ready')).toBe(false);
    kwin.close();
  });

  it('minimises a window by a script with the id that KWin gave', async () => {
    const kwin = await startKwin(daemon.address);
    await last({ type: 'none' });
    await kwin.tell('{"; evil(); "}', 'games', 'games');
    await last({ type: 'active', window: 1 });
    await source.actuator?.minimize(1);
    expect(kwin.scripts[1]?.text).toContain(`=== ${JSON.stringify('{"; evil(); "}')}) windows[i].minimized = true`);
    await expect(source.actuator?.minimize(7)).rejects.toThrow('the window is gone');
    kwin.close();
  });
});
