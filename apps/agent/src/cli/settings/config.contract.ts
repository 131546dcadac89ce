import { chmod, lstat, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMMANDS } from '../commands.js';
import { runCommandLine } from '../command-line.js';
import { withTemporaryFolder } from '../../testing/temporary-folder.js';

const KEY = 'key-that-no-output-may-hold';

async function run(folder: string, words: string[], env: NodeJS.ProcessEnv = {}, input = '') {
  let [stdout, stderr] = ['', ''];
  const code = await runCommandLine([...words, '--config', join(folder, 'config.toml'), '--data-dir', folder], {
    ...{ commands: COMMANDS, platform: 'linux', program: ['agent'], readInput: () => input },
    env: { HOME: folder, ...env },
    writeOut: (text) => (stdout += text),
    writeErr: (text) => (stderr += text),
  });
  return { code, stdout, stderr };
}

describe('config', () => {
  it('writes a setting, keeps comments and the mode 0600, and shows where each value comes from', () =>
    withTemporaryFolder(async (folder) => {
      const file = join(folder, 'config.toml');
      await writeFile(file, '# mine\nidle-seconds = 60\n', { mode: 0o644 });
      expect(await run(folder, ['config', 'set', 'idle-seconds', '600'])).toMatchObject({ code: 0, stderr: '' });
      expect(await run(folder, ['config', 'set', 'key', '-'], {}, `${KEY}\n`)).toMatchObject({ code: 0 });
      expect(await readFile(file, 'utf8')).toBe(`# mine\nidle-seconds = 600\nkey = "${KEY}"\n`);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const { stdout } = await run(folder, ['config'], { TIMELEDGER_SYNC_SECONDS: '5' });
      expect(stdout).toMatch(/^idle-seconds +600 {2}\(.*config.toml, line 2, idle-seconds\)$/m);
      expect(stdout).toMatch(/^sync-seconds +5 {2}\(TIMELEDGER_SYNC_SECONDS\)$/m);
      expect(stdout).toMatch(/^key +withheld/m);
      const json = await run(folder, ['config', '--json']);
      expect(JSON.parse(json.stdout)).toMatchObject({ file });
      expect(stdout + json.stdout).not.toContain(KEY);
    }));

  it.each([
    [['config', 'set', 'idle-second', '600'], 'idle-second is no setting; did you mean idle-seconds?'],
    [['config', 'set', 'idle-seconds', '5'], "'5' is invalid. It must be a whole number from 60 to 3600."],
    [['config', 'set', 'key', KEY], 'give - as the value of key, and the value itself in the input'],
    [['config', 'set', 'server', 'http://u:secret@h'], 'It must not hold a password. Use the key.'],
    [['hours', 'mon-fri'], 'write days and hours like this'],
    [['rules', 'add', 'drop'], 'a rule needs --application, --title or --site'],
    [['rules', 'add', 'fly', '--title', 'x'], 'the action must be keep, drop, redact, rename'],
    [['rules', 'remove', '1'], 'there is no own rule'],
    [['pause', '30s'], '"30s" is no length: write 30m, 2h or 1h30m'],
  ])('%j is refused with 2 and its reason, and nothing is written', (words, reason) =>
    withTemporaryFolder(async (folder) => {
      const { code, stdout, stderr } = await run(folder, words);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(reason);
      expect(stderr).not.toMatch(/secret|key-that/);
      await expect(lstat(join(folder, 'config.toml'))).rejects.toThrow('ENOENT');
    }),
  );

  it('refuses a file with the key that others can read', () =>
    withTemporaryFolder(async (folder) => {
      const file = join(folder, 'config.toml');
      await writeFile(file, `key = "${KEY}"\n`);
      await chmod(file, 0o644);
      const { code, stderr } = await run(folder, ['status']);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `error: ${file} holds the key, and other users can read it: chmod 600 ${file}\n`,
      });
    }));

  it('keeps a link to a file elsewhere', () =>
    withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'dotfiles.toml'), '');
      await symlink(join(folder, 'dotfiles.toml'), join(folder, 'config.toml'));
      await run(folder, ['config', 'set', 'idle-seconds', '600']);
      expect((await lstat(join(folder, 'config.toml'))).isSymbolicLink()).toBe(true);
      expect(await readFile(join(folder, 'dotfiles.toml'), 'utf8')).toBe('idle-seconds = 600\n');
    }));
});
