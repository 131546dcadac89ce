import { type Subscription } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { selectSource } from '../desktops/select-source.js';
import { describeOnSway, startSwayDesktop, type SwayDesktop } from '../testing/sway-desktop.js';
import { until } from '../testing/until.js';
import { swayActuator } from './sway.js';
import { examineCompositor, waylandSource } from './wayland-source.js';

const NO_BUS = { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere' };
const STILL_MS = 2_000;
const MINIMISED_WITHIN_MS = 500;

type Active = Extract<ActivityReport, { type: 'active' }>;

describeOnSway('the Wayland adapter')('the Wayland adapter on a real sway', () => {
  let desktop: SwayDesktop;
  let reports: ActivityReport[];
  let watching: Subscription;
  let source: ReturnType<typeof waylandSource>;

  beforeEach(async () => {
    desktop = await startSwayDesktop();
    const offer = await examineCompositor(desktop.socket);
    expect(offer).toEqual({ windows: true, idle: true });
    const actuator = (isActive: (window: number) => boolean) => swayActuator(desktop.commands, isActive);
    source = waylandSource({ socket: desktop.socket, offer, actuator, firstRetryMs: 50 });
    reports = [];
    watching = source.reports().subscribe((report) => reports.push(report));
    await until('the desktop', () => reports.some(({ type }) => type === 'ready'));
  }, 90_000);
  afterEach(async () => {
    watching.unsubscribe();
    await desktop.close();
  });

  const shown = () => reports.findLast(({ type }) => type === 'active' || type === 'none');
  const isShown = (title: string): Promise<Active> =>
    until(title, () => {
      const last = shown();
      return last?.type === 'active' && last.title === title ? last : null;
    });
  const lastInput = () => reports.findLast((report) => report.type === 'input');

  it('reports each window that has the focus, its changed title, and an empty workspace', async () => {
    await desktop.open('first = "café"');
    const first = await isShown('first = "café"');
    expect(first.application).toBe('terminal');
    await desktop.open('второй');
    const second = await isShown('второй');
    expect(second.window).not.toBe(first.window);
    await desktop.sway('[title="^first"] focus');
    expect(await isShown('first = "café"')).toEqual(first);
    await desktop.sway('workspace 5');
    await until('no window', () => shown()?.type === 'none');
    await desktop.sway('workspace back_and_forth');
    await isShown('first = "café"');
    await desktop.sway('kill');
    await isShown('второй');
  });

  it('reports the last input: none for two seconds, then the pointer', async () => {
    expect(reports[0]).toEqual({ type: 'ready', seesInput: true });
    await until('a pause', () => (lastInput()?.idleMs ?? 0) > STILL_MS);
    expect(await source.idleMs()).toBeGreaterThan(STILL_MS);
    desktop.movePointer();
    await until('the input', async () => ((await source.idleMs()) ?? Infinity) < 1_000);
    await until('its report', () => (desktop.movePointer(), (lastInput()?.idleMs ?? Infinity) <= 1_000));
  });

  it('hides the window with the focus within half a second, and no other window', async () => {
    await desktop.open('work');
    const work = await isShown('work');
    await desktop.open('games');
    const { window } = await isShown('games');
    await expect(source.actuator?.minimize(work.window)).rejects.toThrow('does not have the focus');
    const askedMs = performance.now();
    await source.actuator?.minimize(window);
    await isShown('work');
    expect(performance.now() - askedMs).toBeLessThan(MINIMISED_WITHIN_MS);
    await desktop.sway('scratchpad show');
    expect(await isShown('games')).toMatchObject({ window });
  });

  it('is chosen for this session, with all that sway can do but locks', async () => {
    const env = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: desktop.socket, SWAYSOCK: desktop.commands };
    const selected = await selectSource({ platform: 'linux', env: { ...env, DISPLAY: ':0', ...NO_BUS }, program: [] });
    expect(selected).toMatchObject({
      source: {
        name: `Wayland ${desktop.socket}`,
        capabilities: { titles: true, idle: true, lock: false, minimises: true },
      },
    });
    expect(selected).not.toHaveProperty('warning');
  });

  it('says that the compositor is gone, and tries again', async () => {
    await desktop.open('work');
    await isShown('work');
    await desktop.close();
    await until('two attempts', () => reports.filter(({ type }) => type === 'lost').length >= 2);
    expect(await source.idleMs()).toBeNull();
  });
});
