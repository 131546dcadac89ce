import { type Subscription } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { Bus } from '../dbus/bus.js';
import { BusConnection, BusError } from '../dbus/connection.js';
import { type BusValue, Variant } from '../dbus/values.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { until } from '../testing/until.js';
import { UUID } from './extension-files.js';
import { gnomeSource } from './gnome-source.js';
import { EXTENSIONS, SHELL, TELLING } from './shell-bus.js';

const MUTTER = 'org.gnome.Mutter.IdleMonitor';
const NONE: BusValue[] = [0n, '', '', '', 0, ''];
type Facts = { state?: number; error?: string };

/** Plays GNOME Shell, with the extension in one of its states. */
async function startShell(address: string) {
  const bus = await BusConnection.open(address);
  const state = { facts: {} as Facts, mode: 'user', isTelling: false, window: NONE, idleMs: 1_500n };
  const minimised: BusValue[] = [];
  bus.serve('/org/gnome/Shell', 'org.freedesktop.DBus.Properties', {
    Get: () => ({ signature: 'v', body: [new Variant('s', state.mode)] }),
  });
  bus.serve('/org/gnome/Shell', EXTENSIONS.interface, {
    GetExtensionInfo: () => {
      const { state: number, error = '' } = state.facts;
      const facts = [['state', new Variant('d', number ?? 0)] as const, ['error', new Variant('s', error)] as const];
      return { signature: 'a{sv}', body: [new Map<BusValue, BusValue>(number === undefined ? [] : facts)] };
    },
  });
  const telling = (answer: () => { signature: string; body: BusValue[] }) => () => {
    if (!state.isTelling) throw new BusError('org.freedesktop.DBus.Error.UnknownMethod', 'no such object');
    return answer();
  };
  bus.serve(TELLING.path, TELLING.interface, {
    Active: telling(() => ({ signature: 'tsssis', body: state.window })),
    Minimize: (body) => (minimised.push(...body), { signature: 'b', body: [body[0] === 5n] }),
  });
  bus.serve('/org/gnome/Mutter/IdleMonitor/Core', MUTTER, {
    GetIdletime: () => ({ signature: 't', body: [state.idleMs] }),
  });
  await bus.takeName(SHELL);
  await bus.takeName(MUTTER);
  const { path, interface: of } = TELLING;
  return {
    state,
    minimised,
    /** The window in front changes. */
    tell: (...window: BusValue[]) => {
      state.window = window;
      bus.emit({ path, interface: of, member: 'Changed', signature: 'tsssis', body: window });
    },
    /** The extension is turned on or off, or the screen is locked. */
    turn: (change: Partial<typeof state>) => {
      Object.assign(state, change);
      const body = [UUID, new Map()];
      const { path, interface: of } = EXTENSIONS;
      bus.emit({ path, interface: of, member: 'ExtensionStateChanged', signature: 'sa{sv}', body });
    },
    close: () => bus.close(),
  };
}

describeOnBus('the adapter of GNOME')('the adapter of GNOME', () => {
  let daemon: BusDaemon;
  let bus: Bus;
  let reports: ActivityReport[];
  let watching: Subscription;
  let source: ReturnType<typeof gnomeSource>;

  beforeEach(async () => {
    daemon = await startBusDaemon();
    bus = new Bus('session', { DBUS_SESSION_BUS_ADDRESS: daemon.address }, 20);
    source = gnomeSource({ bus, env: { HOME: '/nowhere' } });
    reports = [];
    watching = source.reports().subscribe((report) => reports.push(report));
  });
  afterEach(async () => {
    watching.unsubscribe();
    await bus.close();
    await daemon.close();
  });

  const others = () => reports.filter(({ type }) => type !== 'input');
  const last = (expected: Partial<ActivityReport>) =>
    until(JSON.stringify(expected), () => {
      const report = new Map<string, unknown>(Object.entries(others().at(-1) ?? {}));
      return Object.entries(expected).every(([name, value]) => report.get(name) === value);
    });
  const isLost = (words: string) =>
    until(words, () => {
      const report = others().at(-1);
      return report?.type === 'lost' && report.reason.includes(words);
    });

  it('says that GNOME Shell is gone, and watches the next one', async () => {
    await isLost('GNOME Shell does not run');
    for (const title of ['first', 'second']) {
      const shell = await startShell(daemon.address);
      shell.turn({ isTelling: true, window: [5n, 'kate', 'kate', title, 7, ''] });
      await last({ type: 'active', window: 5, title, pid: 7 });
      shell.close();
      await isLost('GNOME Shell does not run');
    }
  });

  it.each<[string, Facts, string]>([
    ['is not there', {}, 'is not installed'],
    ['is off', { state: 2 }, `is off in GNOME Shell: gnome-extensions enable ${UUID}`],
    ['has just been loaded', { state: 6 }, 'is off in GNOME Shell'],
    ['is for another version', { state: 4 }, 'is for another version of GNOME Shell'],
    ['has failed', { state: 3, error: 'TypeError: x' }, 'has failed in GNOME Shell: TypeError: x'],
    ['is on and silent', { state: 1 }, 'does not answer'],
  ])('says what to do when the extension %s, and records once it tells', async (_title, facts, words) => {
    const shell = await startShell(daemon.address);
    shell.turn({ facts });
    await isLost(words);
    expect(reports.some(({ type }) => type === 'ready' || type === 'input')).toBe(false);
    shell.turn({ facts: { state: 1 }, isTelling: true, window: [6n, 'kate', '', 'notes', 0, ''] });
    await last({ type: 'active', window: 6, title: 'notes' });
    expect(others().at(-2)).toEqual({ type: 'ready', seesInput: true });
    expect(others().at(-1)).not.toHaveProperty('pid');
    await until('input', () => reports.some((report) => report.type === 'input' && report.idleMs === 1_500));
    expect(await source.idleMs()).toBe(1_500);
    shell.close();
  });

  it('reports each change of window and title, and a name for each program', async () => {
    const shell = await startShell(daemon.address);
    shell.turn({ isTelling: true });
    await last({ type: 'none' });
    shell.tell(5n, 'firefox', 'Navigator', 'Café — Mozilla Firefox', 9, 'firefox.desktop');
    await last({ type: 'active', application: 'firefox', instance: 'Navigator', title: 'Café — Mozilla Firefox' });
    shell.tell(6n, '', '', 'Files', 9, 'org.gnome.Nautilus.desktop');
    await last({ type: 'active', application: 'org.gnome.Nautilus', title: 'Files' });
    shell.tell(7n, ' ', '', 'x', 9, 'window:7');
    await last({ type: 'active', application: 'Unknown' });
    shell.tell(...NONE);
    await last({ type: 'none' });
    shell.close();
  });

  it('takes a locked screen for no window, and no fault', async () => {
    const shell = await startShell(daemon.address);
    shell.turn({ isTelling: true, window: [5n, 'kate', '', 'notes', 0, ''] });
    await last({ type: 'active', title: 'notes' });
    shell.turn({ isTelling: false, mode: 'unlock-dialog', facts: { state: 2 } });
    await last({ type: 'none' });
    shell.turn({ isTelling: true, mode: 'user', facts: { state: 1 } });
    await last({ type: 'active', title: 'notes' });
    const readyAt = others().findIndex(({ type }) => type === 'ready');
    expect(
      others()
        .slice(readyAt)
        .map(({ type }) => type),
    ).toEqual(['ready', 'active', 'none', 'active']);
    shell.close();
  });

  it('believes only GNOME Shell', async () => {
    const shell = await startShell(daemon.address);
    shell.turn({ isTelling: true });
    await last({ type: 'none' });
    const stranger = await BusConnection.open(daemon.address);
    const agent = await bus.connection();
    const { path, interface: of } = TELLING;
    const body = [9n, 'forged', 'forged', 'forged', 1, ''];
    const forged = { path, interface: of, member: 'Changed', signature: 'tsssis', body };
    stranger.emit(forged);
    stranger.emit({ ...forged, destination: agent.name });
    await stranger.ownerOf(SHELL);
    shell.tell(5n, 'kate', '', 'true', 0, '');
    await last({ type: 'active', title: 'true' });
    expect(JSON.stringify(reports, (_name, value: unknown) => value)).not.toContain('forged');
    stranger.close();
    shell.close();
  });

  it('minimises a window by its id', async () => {
    const shell = await startShell(daemon.address);
    shell.turn({ isTelling: true });
    await last({ type: 'none' });
    await source.actuator?.minimize(5);
    expect(shell.minimised).toEqual([5n]);
    await expect(source.actuator?.minimize(8)).rejects.toThrow('the window is gone');
    shell.close();
  });
});
