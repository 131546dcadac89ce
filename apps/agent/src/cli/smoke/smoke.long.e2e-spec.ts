import { join } from 'node:path';
import { BusConnection } from '../../dbus/connection.js';
import { startBusDaemon } from '../../testing/bus-daemon.js';
import { itWhen } from '../../testing/it-when.js';
import { endPrograms, type Program, startNode } from '../../testing/programs.js';
import { until } from '../../testing/until.js';
import { describeOnDesktop, isInstalled, startXvfbDesktop, type XvfbDesktop } from '../../testing/xvfb-desktop.js';

const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const LIMIT_MS = 120_000;
const NO_BUS = { DBUS_SESSION_BUS_ADDRESS: '', DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere' };

const SAVER = { path: '/org/gnome/ScreenSaver', interface: 'org.gnome.ScreenSaver' };
const onBus = itWhen(isInstalled('dbus-daemon'), 'a lock that the system tells', 'dbus-daemon');

const smoke = (env: NodeJS.ProcessEnv, ...words: string[]): Program =>
  startNode([AGENT, 'smoke', ...words], { XDG_SESSION_TYPE: '', WAYLAND_DISPLAY: '', ...NO_BUS, ...env });
const asks = (program: Program, words: string) => until(words, () => program.output().includes(words), LIMIT_MS);

afterEach(endPrograms);

describeOnDesktop('the smoke test of a desktop')('the smoke test of a desktop', () => {
  let desktop: XvfbDesktop;

  beforeAll(async () => {
    desktop = await startXvfbDesktop();
  });
  afterAll(() => desktop.close());

  /** Opens a terminal with this title, and brings it to the front. */
  async function open(title: string, ...words: string[]): Promise<string> {
    desktop.run('xterm', '-T', title, ...words);
    await until(title, () => desktop.isActive(title), LIMIT_MS);
    return desktop.xdotool('getactivewindow') ?? '';
  }

  it(
    'tells what it has seen of windows, idle time, a lock and minimising, and no title',
    async () => {
      const numbers = [await open('Alpha plan'), await open('Bravo plan')];
      const program = smoke({ DISPLAY: desktop.display }, '--seconds', '60');
      await asks(program, 'Switch to another window');
      for (let turn = 1; turn <= 5; turn++) {
        desktop.xdotool('windowactivate', numbers[(turn + 1) % 2] ?? '');
        await asks(program, `  ${turn}. `);
      }
      await asks(program, 'press a key');
      desktop.press();
      await asks(program, 'Lock the screen');
      const lock = desktop.run('xterm', '-T', 'Locked', '-class', 'i3lock');
      await asks(program, '  locked: ');
      lock.kill();
      await asks(program, 'It is minimised');
      expect(await program.ended).toBe(0);
      const results = program
        .output()
        .split('\n')
        .filter((line) => /^(seen|NOT SEEN)/.test(line));
      expect(results).toEqual([
        `seen      adapter     X11 display ${desktop.display}`,
        'seen      windows     5 switches, 2 windows',
        'seen      idle time   counted, and ended by input',
        'seen      lock        the window of i3lock in front, and its end',
        'seen      minimising  XTerm left the front',
      ]);
      expect(program.output()).toContain('XTerm, a title of 10 characters');
      expect(program.output()).not.toMatch(/plan/);
    },
    LIMIT_MS,
  );

  it(
    'says what it could not see, and ends with 1',
    async () => {
      const program = smoke({ DISPLAY: desktop.display }, '--seconds', '0.2');
      expect(await program.ended).toBe(1);
      expect(program.output()).toMatch(/^NOT SEEN {2}windows {5}0 switches, 0 windows$/m);
      expect(program.output()).toMatch(/^NOT SEEN {2}lock {8}no lock was seen$/m);
    },
    LIMIT_MS,
  );

  onBus(
    'sees a lock that the system tells',
    async () => {
      const number = await open('Charlie');
      desktop.xdotool('windowactivate', number);
      const daemon = await startBusDaemon();
      const saver = await BusConnection.open(daemon.address);
      saver.serve(SAVER.path, SAVER.interface, { GetActive: () => ({ signature: 'b', body: [false] }) });
      await saver.takeName(SAVER.interface);
      const tell = (isOn: boolean) => saver.emit({ ...SAVER, member: 'ActiveChanged', signature: 'b', body: [isOn] });
      const env = { DISPLAY: desktop.display, DBUS_SESSION_BUS_ADDRESS: daemon.address };
      const program = smoke(env, '--seconds', '4');
      await asks(program, 'Lock the screen');
      tell(true);
      await asks(program, '  locked: ');
      tell(false);
      await program.ended;
      expect(program.output()).toMatch(/^seen {6}lock {8}told by the system, and its end$/m);
      saver.close();
      await daemon.close();
    },
    LIMIT_MS,
  );

  it.each([
    [{ DISPLAY: ':4999' }, ['--seconds', '0.5'], 1, 'NOT SEEN  adapter     the desktop does not answer'],
    [{ DISPLAY: '', WAYLAND_DISPLAY: '/nowhere/w' }, [], 1, 'NOT SEEN  adapter     a Wayland session'],
    [{}, ['--seconds', 'many'], 2, 'error: --seconds takes a number from 1 to 600'],
  ])('in %p with %p ends with %p: %s', async (env, words, code, text) => {
    const program = smoke(env, ...words);
    expect(await program.ended).toBe(code);
    expect(program.output()).toContain(text);
  });
});
