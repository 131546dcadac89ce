import { type Subscription } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { runCommandLine } from '../cli/command-line.js';
import { COMMANDS } from '../cli/commands.js';
import { selectSource } from '../desktops/select-source.js';
import { type GnomeDesktop, onGnome, startGnomeDesktop } from '../testing/gnome-desktop.js';
import { until } from '../testing/until.js';
import { UUID } from './extension-files.js';

const LIMIT_MS = 240_000;
const onShell = onGnome('the extension in a real GNOME Shell');

let desktop: GnomeDesktop;
let reports: ActivityReport[];
let watching: Subscription | undefined;

async function command(line: string) {
  let text = '';
  const write = (part: string) => void (text += part);
  await runCommandLine(line.split(' '), {
    ...{ commands: COMMANDS, platform: 'linux', program: ['agent'], readInput: () => '' },
    ...{ env: desktop.env, writeOut: write, writeErr: write },
  });
  return text;
}

const last = () => reports.findLast(({ type }) => type !== 'input');
const shows = (title: string) =>
  until(title, () => {
    const report = last();
    return report?.type === 'active' && report.title === title ? report : null;
  });
const isLost = (reason: string) =>
  until(reason, () => {
    const report = last();
    return report?.type === 'lost' && report.reason.includes(reason);
  });

describe('the extension in a real GNOME Shell', () => {
  afterEach(async () => {
    watching?.unsubscribe();
    await desktop.close();
  });

  onShell(
    'is installed, turned on, tells windows, titles and input, minimises, and is missed when it is off',
    async () => {
      desktop = await startGnomeDesktop();
      await desktop.logIn();
      expect(await command('doctor')).toMatch(
        /FAIL session .*that of the agent is not installed: .*install --kind gnome/,
      );
      expect(await command('status')).toContain('that of the agent is not installed');
      expect(await command('install --kind gnome-extension')).toContain(`gnome-extensions enable ${UUID}`);
      const selected = await selectSource({ platform: 'linux', env: desktop.env, program: ['agent'] });
      if ('unsupported' in selected) throw new Error(selected.unsupported);
      expect(selected.source).toMatchObject({
        name: 'GNOME on Wayland',
        capabilities: { idle: true, minimises: true },
      });
      reports = [];
      watching = selected.source.reports().subscribe((report) => reports.push(report));
      await isLost('log out and in');

      await desktop.logIn();
      await isLost('the extension of the agent is off in GNOME Shell');
      expect(await desktop.shell('EnableExtension', UUID)).toBe(true);
      await until('an answer', () => last()?.type === 'none');
      desktop.open('first = "café"');
      const first = await shows('first = "café"');
      expect(first).toMatchObject({ application: 'terminal', pid: expect.any(Number) as number });
      const opened = desktop.open('второй', 'третий');
      const second = await shows('третий');
      expect(reports).toContainEqual({ ...second, title: 'второй' });
      expect(second).toMatchObject({ pid: opened.pid });
      expect(second.window).not.toBe(first.window);

      // The last input is asked for each 2 or 5 s.
      const isAtWork = async (): Promise<boolean> => {
        await desktop.movePointer();
        return reports.some((report) => report.type === 'input' && report.idleMs < 1_000);
      };
      await until('the input', isAtWork, 60_000, 1_500);
      await until('a pause', () => reports.some((report) => report.type === 'input' && report.idleMs > 2_000));

      const before = performance.now();
      await selected.source.actuator?.minimize(second.window);
      await shows('first = "café"');
      expect(performance.now() - before).toBeLessThan(5_000);
      await expect(selected.source.actuator?.minimize(7)).rejects.toThrow('the window is gone');

      expect(await command('doctor')).toMatch(/ok {3}desktop +linux, GNOME on Wayland/);
      await desktop.shell('DisableExtension', UUID);
      await isLost('is off in GNOME Shell');
      expect(await command('uninstall')).toContain('removed');
      await desktop.logOut();
      await isLost('GNOME Shell does not run');
    },
    LIMIT_MS,
  );
});
