import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BusConnection } from '../../dbus/connection.js';
import { Variant } from '../../dbus/values.js';
import { UUID } from '../../gnome/extension-files.js';
import { SHELL } from '../../gnome/shell-bus.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../../testing/bus-daemon.js';
import { withTemporaryFolder } from '../../testing/temporary-folder.js';
import { COMMANDS } from '../commands.js';
import { runCommandLine } from '../command-line.js';

const PLACE = `.local/share/gnome-shell/extensions/${UUID}`;

async function run(home: string, line: string, address = 'unix:path=/nowhere') {
  let text = '';
  const write = (part: string) => void (text += part);
  const code = await runCommandLine(line.split(' '), {
    ...{ commands: COMMANDS, platform: 'linux', program: ['agent'], readInput: () => '' },
    ...{ env: { HOME: home, DBUS_SESSION_BUS_ADDRESS: address }, writeOut: write, writeErr: write },
  });
  return { code, text };
}

describeOnBus('the extension for GNOME Shell')('install --kind gnome-extension', () => {
  let daemon: BusDaemon;
  let version: string;
  let shell: BusConnection;

  beforeAll(async () => {
    daemon = await startBusDaemon();
    shell = await BusConnection.open(daemon.address);
    shell.serve('/org/gnome/Shell', 'org.freedesktop.DBus.Properties', {
      Get: () => ({ signature: 'v', body: [new Variant('s', version)] }),
    });
    await shell.takeName(SHELL);
  });
  afterAll(async () => {
    shell.close();
    await daemon.close();
  });

  it.each([
    ['43.9', 'function init()'],
    ['48.2', 'export default class'],
  ])('makes the form for GNOME Shell %s, says how to turn it on, and uninstall removes it', (shown, form) =>
    withTemporaryFolder(async (home) => {
      version = shown;
      for (let round = 1; round <= 2; round++) {
        const { code, text } = await run(home, 'install --kind gnome-extension', daemon.address);
        expect({ code, text }).toEqual({
          code: 0,
          text: expect.stringContaining(`gnome-extensions enable ${UUID}`) as string,
        });
        expect((await readdir(join(home, PLACE))).sort()).toEqual(['extension.js', 'metadata.json']);
      }
      expect(await readFile(join(home, PLACE, 'extension.js'), 'utf8')).toContain(form);
      await mkdir(join(home, PLACE, '../other@example.org'));
      expect((await run(home, 'uninstall')).text).toContain(`removed ${join(home, PLACE)}`);
      expect(await readdir(join(home, PLACE, '..'))).toEqual(['other@example.org']);
      expect((await run(home, 'uninstall')).text).toBe('nothing was installed\n');
    }),
  );

  it('says that it is no GNOME session, or that its GNOME Shell is too old, and makes nothing', () =>
    withTemporaryFolder(async (home) => {
      const { code, text } = await run(home, 'install --kind gnome-extension');
      expect({ code, text }).toEqual({
        code: 1,
        text: expect.stringContaining('GNOME Shell does not answer') as string,
      });
      version = '3.38.4';
      const old = await run(home, 'install --kind gnome-extension', daemon.address);
      expect(old).toEqual({ code: 1, text: 'GNOME Shell 3.38.4 is too old for the extension: 42 is the oldest\n' });
      expect(await readdir(home)).toEqual([]);
    }));
});
