import { runCommandLine } from './command-line.js';

/** No server listens there. */
const ENVIRONMENT = { PORT: '1', ADMIN_TOKEN: 'a-token-of-the-tests' };

async function run(args: readonly string[], environment: Record<string, string> = ENVIRONMENT) {
  let [stdout, stderr] = ['', ''];
  const code = await runCommandLine(args, {
    environment,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    readInput: () => 'a new password\n',
  });
  return { code, stdout, stderr };
}

describe('the admin command', () => {
  it.each([[[]], [['--help']], [['help']]])('explains itself with an example when it is given %j', async (args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['user', 'key', 'application', 'import']) expect(stdout).toMatch(`\n  ${command} `);
    expect(stdout).toContain('npm run -s admin -- user create --email');
  });

  it.each([
    ['user create', '--time-zone'],
    ['user password', '--user'],
    ['user list', '--json'],
    ['user show', '--user'],
    ['user erase', '--email'],
    ['user reset-link', '--user'],
    ['user address', '--email'],
    ['user second-factor-off', '--user'],
    ['key create', '--kind'],
    ['key create', '--expires-at'],
    ['application register', '--redirect-uri'],
    ['application rotate', '--client'],
    ['application list', '--json'],
    ['application remove', '--client'],
    ['import', '<file>'],
  ])('explains %s', async (command, part) => {
    const { code, stdout } = await run([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(part);
  });

  it.each([
    ['import', "error: missing required argument 'file'"],
    ['import export.jsonl', "error: import needs '--user <id>' or '--key <key>'"],
    ['import export.jsonl --user u --key k', "error: option '--key <key>' cannot be used with option '--user <id>'"],
    ['import a b --user u', "error: too many arguments for 'import'"],
    ['user', 'error: the command is not complete'],
    ['user remove', "error: unknown command 'remove'"],
    ['usr', "error: unknown command 'usr'"],
    ['user erase --user u', "error: required option '--email <address>' not specified"],
    ['user list --email=', "argument '' is invalid. It is empty."],
    ['user address --user u', "error: required option '--email <address>' not specified"],
    ['user create', "error: required option '--email <address>' not specified"],
    ['user create --email a@b.example', "error: required option '--time-zone <zone>' not specified"],
    ['user create --email', "error: option '--email <address>' argument missing"],
    [
      'user create --email a@b.example --time-zone UTC --paln lite',
      "error: unknown option '--paln'\n(Did you mean --plan?)",
    ],
    ['key create --user u --name n --kind root', 'Allowed choices are read, read_post, agent, full.'],
    ['key create --user= --name n', "argument '' is invalid. It is empty."],
  ])('refuses "%s": %s', async (words, reason) => {
    const { code, stdout, stderr } = await run(words.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toMatch(/--help|Usage: /);
  });

  it.each([
    ['key create --user u --name n', 'No answer from http://127.0.0.1:1. Is the server running there?\n'],
    ['key create --user u --name n --server http://127.0.0.1:2', 'No answer from http://127.0.0.1:2.'],
    ['--server http://127.0.0.1:2 key create --user u --name n', 'No answer from http://127.0.0.1:2.'],
    ['user reset-link --user u', 'No answer from http://127.0.0.1:1.'],
    ['user second-factor-off --user u', 'No answer from http://127.0.0.1:1.'],
    ['user list', 'No answer from http://127.0.0.1:1.'],
    ['application list --json', 'No answer from http://127.0.0.1:1.'],
    ['user password --user u', 'No answer from http://127.0.0.1:1.'],
    ['import /none/there --user u', '/none/there cannot be read (ENOENT).'],
  ])('fails with 1 when "%s" cannot be done: %s', async (words, reason) => {
    const { code, stdout, stderr } = await run(words.split(' '));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it('names a bad setting, and the file of the token when there is no token', async () => {
    const words = ['key', 'create', '--user', 'u', '--name', 'n'];
    expect((await run(words, { PORT: 'x' })).stderr).toBe('Invalid settings:\n  PORT must be a port from 0 to 65535\n');
    expect((await run(words, { DATA_DIR: '/none/there' })).stderr).toContain('(/none/there/admin-token)');
  });
});
