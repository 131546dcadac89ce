import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMMANDS } from '../commands.js';
import { runCommandLine } from '../command-line.js';
import { itWhen } from '../../testing/it-when.js';
import { withTemporaryFolder } from '../../testing/temporary-folder.js';
import { isInstalled } from '../../testing/xvfb-desktop.js';

const KEY = 'key-that-no-file-may-hold';
/** Characters that each of the formats treats in its own way. */
const PROGRAM = [process.execPath, '/opt/my "apps"/100% & $HOME/a\\b/main.js'];

async function run(home: string, line: string, platform: NodeJS.Platform = 'linux', program = PROGRAM) {
  let [stdout, stderr] = ['', ''];
  const code = await runCommandLine(line.split(' '), {
    ...{ commands: COMMANDS, platform, program, readInput: () => '' },
    env: { HOME: home, TIMELEDGER_KEY: KEY, TIMELEDGER_SERVER: 'https://time.example' },
    writeOut: (text) => (stdout += text),
    writeErr: (text) => (stderr += text),
  });
  return { code, stdout, stderr };
}

const filesIn = async (home: string): Promise<string[]> =>
  (await readdir(home, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(home.length + 1))
    .sort();

describe('install', () => {
  it.each([
    [
      'systemd',
      'linux',
      [
        '.config/systemd/user/graphical-session.target.wants/timeledger-agent.service',
        '.config/systemd/user/timeledger-agent.service',
      ],
    ],
    ['autostart', 'linux', ['.config/autostart/timeledger-agent.desktop']],
    ['launchd', 'darwin', ['Library/LaunchAgents/org.timeledger.agent.plist']],
    ['task', 'win32', ['AppData/Local/timeledger-agent/task.xml']],
  ] as const)(
    'of the kind %s on %s makes its files, twice the same, without the key, and uninstall removes them',
    (kind, platform, files) =>
      withTemporaryFolder(async (home) => {
        for (let round = 1; round <= 2; round++) {
          expect(await run(home, `install --kind ${kind}`, platform)).toMatchObject({ code: 0 });
          expect(await filesIn(home)).toEqual(files);
        }
        for (const file of files) expect(await readFile(join(home, file), 'latin1')).not.toContain(KEY);
        expect((await run(home, 'uninstall', platform)).stdout).toContain(`removed ${join(home, files[0])}`);
        expect(await filesIn(home)).toEqual([]);
        expect(await run(home, 'uninstall', platform)).toMatchObject({ code: 0, stdout: 'nothing was installed\n' });
      }),
  );

  it('keeps one kind alone, and leaves files of others', () =>
    withTemporaryFolder(async (home) => {
      await mkdir(join(home, '.config/autostart'), { recursive: true });
      await writeFile(join(home, '.config/autostart/other.desktop'), 'x');
      await run(home, 'install --kind systemd');
      await run(home, 'install --kind autostart');
      expect(await filesIn(home)).toEqual([
        '.config/autostart/other.desktop',
        '.config/autostart/timeledger-agent.desktop',
      ]);
      await run(home, 'uninstall');
      expect(await filesIn(home)).toEqual(['.config/autostart/other.desktop']);
    }));

  it('says that the service has neither the variables nor the flags of this shell', () =>
    withTemporaryFolder(async (home) => {
      const { stderr } = await run(home, 'install --kind autostart');
      expect(stderr).toMatch(/does not know the server yet.*\n.*does not know the key yet/);
      await mkdir(join(home, '.config/timeledger-agent'), { recursive: true });
      await writeFile(join(home, '.config/timeledger-agent/config.toml'), 'server = "https://time.example"\n');
      await run(home, 'install --kind nonsense').then(({ code }) => expect(code).toBe(2));
    }));

  it('quotes the words of the program as each format wants it', () =>
    withTemporaryFolder(async (home) => {
      await run(home, 'install --kind systemd --config /tmp/my config.toml'.replace('my ', 'my%20'));
      const unit = await readFile(join(home, '.config/systemd/user/timeledger-agent.service'), 'utf8');
      expect(unit).toContain(
        '"/opt/my \\"apps\\"/100%% & $$HOME/a\\\\b/main.js" run --config /tmp/my%%20config.toml\n',
      );
      expect(
        await readlink(join(home, '.config/systemd/user/graphical-session.target.wants/timeledger-agent.service')),
      ).toBe(join(home, '.config/systemd/user/timeledger-agent.service'));
      await run(home, 'install --kind autostart');
      const entry = await readFile(join(home, '.config/autostart/timeledger-agent.desktop'), 'utf8');
      expect(entry).toContain('"/opt/my \\\\"apps\\\\"/100%% & \\\\$HOME/a\\\\\\\\b/main.js" run\n');
      await run(home, 'install --kind launchd', 'darwin');
      const plist = await readFile(join(home, 'Library/LaunchAgents/org.timeledger.agent.plist'), 'utf8');
      expect(plist).toContain('<string>/opt/my &quot;apps&quot;/100% &amp; $HOME/a\\b/main.js</string>');
      await run(home, 'install --kind task', 'win32');
      const task = await readFile(join(home, 'AppData/Local/timeledger-agent/task.xml'), 'utf16le');
      expect(task).toMatch(/^\ufeff<\?xml/);
      expect(task).toContain(
        '<Arguments>&quot;/opt/my \\&quot;apps\\&quot;/100% &amp; $HOME/a\\b/main.js&quot; run</Arguments>',
      );
    }));

  it('refuses a program whose path could add a line to the file', () =>
    withTemporaryFolder(async (home) => {
      expect(await run(home, 'install --kind systemd', 'linux', ['/opt/a\nExecStartPost=/bin/evil'])).toMatchObject({
        code: 2,
      });
      expect(await filesIn(home)).toEqual([]);
    }));

  const verifies = itWhen(isInstalled('systemd-analyze'), 'the user unit', 'systemd-analyze (Debian: systemd)');
  verifies('makes a unit that systemd-analyze accepts', () =>
    withTemporaryFolder(async (home) => {
      await run(home, 'install --kind systemd', 'linux', [process.execPath]);
      const unit = join(home, '.config/systemd/user/timeledger-agent.service');
      const env = { ...process.env, XDG_RUNTIME_DIR: home };
      const words = ['verify', '--user', '--man=no', '--recursive-errors=no', unit];
      expect(execFileSync('systemd-analyze', words, { env, encoding: 'utf8', stdio: 'pipe' })).toBe('');
    }),
  );

  const validates = itWhen(
    isInstalled('desktop-file-validate'),
    'the autostart entry',
    'desktop-file-validate (Debian: desktop-file-utils)',
  );
  validates('makes an entry that desktop-file-validate accepts', () =>
    withTemporaryFolder(async (home) => {
      await run(home, 'install --kind autostart');
      const entry = join(home, '.config/autostart/timeledger-agent.desktop');
      expect(execFileSync('desktop-file-validate', [entry], { encoding: 'utf8' })).toBe('');
    }),
  );
});
