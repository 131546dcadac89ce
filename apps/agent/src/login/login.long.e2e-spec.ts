import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { endPrograms, type Program, startNode } from '../testing/programs.js';
import { createUser, type RealServer, startRealServer } from '../testing/real-server.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';

const MAIN = join(process.cwd(), 'dist/apps/agent/src/main.js');
const CHROMIUM = '/usr/bin/chromium';
const BROWSER_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
const PASSWORD = 'correct horse battery';
const EMAIL = 'a@example.com';
const LIMIT_MS = 300_000;

afterEach(endPrograms);

const describeHere = existsSync(CHROMIUM) ? describe : describe.skip;
if (!existsSync(CHROMIUM))
  process.stderr.write('NOT CHECKED: login in a browser needs Chromium (apt-get install chromium).\n');

/** A compiled server with one account, a browser, and an agent whose home is a folder. */
interface Scene {
  readonly server: RealServer;
  readonly home: string;
  readonly page: Page;
  readonly agent: (words: string) => Program;
  readonly loginFile: string;
}

async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  let browser: Browser | undefined;
  await withTemporaryFolder(async (folder) => {
    const server = await startRealServer(join(folder, 'server'));
    try {
      await createUser(server, join(folder, 'server'));
      await givePassword(server, join(folder, 'server'));
      browser = await puppeteer.launch({ executablePath: CHROMIUM, args: BROWSER_ARGS });
      const home = join(folder, 'home');
      const env = { HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '', XDG_CONFIG_HOME: '', XDG_DATA_HOME: '' };
      const agent = (words: string) => startNode([MAIN, ...words.split(' ')], { ...env, TIMELEDGER_KEY: '' });
      const loginFile = join(home, '.config/timeledger-agent/login.json');
      await work({ server, home, page: await browser.newPage(), agent, loginFile });
    } finally {
      await browser?.close();
      await endPrograms();
    }
  });
}

async function givePassword({ url }: RealServer, dataFolder: string): Promise<void> {
  const authorization = `Bearer ${(await readFile(join(dataFolder, 'admin-token'), 'utf8')).trim()}`;
  const found = await fetch(`${url}/api/v1/users?email=${EMAIL}`, { headers: { authorization } });
  const { users } = (await found.json()) as { users: { id: string }[] };
  const answer = await fetch(`${url}/api/v1/users/${users[0]?.id}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  });
  expect(answer.status).toBe(204);
}

async function signIn(page: Page): Promise<void> {
  await page.waitForSelector('input[name=password]', { timeout: 60_000 });
  await page.type('input[name=email]', EMAIL);
  await page.type('input[name=password]', PASSWORD);
  await page.click('main button');
}

const shows = (page: Page, words: string) =>
  page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(words)})`, { timeout: 60_000 });
const press = async (page: Page, name: string) => {
  const button = `[...document.querySelectorAll('button')].find(({ innerText }) => innerText === ${JSON.stringify(name)})`;
  await page.waitForFunction(button, { timeout: 60_000 });
  await page.evaluate(`${button}.click()`);
};
/** Waits until the agent has printed this, and returns what the pattern holds. */
const printed = (program: Program, pattern: RegExp) =>
  until(`${pattern.source} in "${program.output()}"`, () => pattern.exec(program.output())?.[1], 60_000);

describeHere('an agent and the real server', () => {
  it(
    'signs in through the browser, sends with its key, and signs out',
    () =>
      withScene(async ({ server, home, page, agent, loginFile }) => {
        const login = agent(`login --server ${server.url}`);
        await page.goto(await printed(login, /^ {2}(http\S+)$/m));
        await signIn(page);
        await shows(page, EMAIL);
        expect((await readdir(home).catch(() => [])).length).toBe(0);
        await press(page, 'Yes, sign it in');
        expect([await login.ended, login.output()]).toEqual([0, expect.stringContaining(`Signed in as ${EMAIL}`)]);
        await shows(page, 'The agent is signed in');
        expect(page.url()).toBe(`${server.url}/connect-agent?outcome=done`);
        expect((await stat(loginFile)).mode & 0o777).toBe(0o600);
        const { key } = JSON.parse(await readFile(loginFile, 'utf8')) as { key: string };
        expect(login.output()).not.toContain(key);
        const doctor = agent('doctor');
        await doctor.ended;
        expect(doctor.output()).toMatch(/ok +server +reachable, key accepted/);
        const logout = agent('logout');
        expect([await logout.ended, logout.output()]).toEqual([0, expect.stringContaining('The key is revoked.')]);
        expect(existsSync(loginFile)).toBe(false);
        const headers = { authorization: `Bearer ${key}` };
        expect((await fetch(`${server.url}/agent/v1/today`, { headers })).status).toBe(401);
        const again = agent('logout');
        expect([await again.ended, again.output()]).toEqual([0, 'This computer is not signed in.\n']);
      }),
    LIMIT_MS,
  );

  it(
    'signs in by a typed code over a restart of the server, revokes the key before it, and hears a no',
    () =>
      withScene(async ({ server, home, page, agent, loginFile }) => {
        const login = agent(`login --no-browser --server ${server.url}`);
        const code = await printed(login, /^Enter the code: +(\S+)$/m);
        await page.goto(await printed(login, /^Open on any device: +(\S+)$/m));
        await signIn(page);
        const hasField = `location.pathname === '/connect-agent' && document.querySelector('main input') !== null`;
        await page.waitForFunction(hasField, { timeout: 60_000 });
        server.program.child.kill('SIGKILL');
        await server.program.ended;
        await startRealServer(join(home, '../server'), server.port);
        await page.type('main input', code.toLowerCase());
        // The server knows the code again when the agent has asked once more.
        const known = async () => {
          const choices = await page.$('.choices');
          if (choices === null) await press(page, 'Go on');
          return choices;
        };
        await until('the code to be known', known, 60_000, 2_000);
        expect(await page.evaluate('document.body.innerText')).toContain('127.0.0.1');
        await press(page, 'Yes, sign it in');
        await shows(page, 'The agent is allowed');
        expect([await login.ended, login.output()]).toEqual([0, expect.stringContaining(`Signed in as ${EMAIL}`)]);
        const { key } = JSON.parse(await readFile(loginFile, 'utf8')) as { key: string };

        const second = agent(`login --server ${server.url}`);
        await page.goto(await printed(second, /^ {2}(http\S+)$/m));
        await press(page, 'Yes, sign it in');
        expect(await second.ended).toBe(0);
        const headers = { authorization: `Bearer ${key}` };
        expect((await fetch(`${server.url}/agent/v1/today`, { headers })).status).toBe(401);

        const third = agent(`login --server ${server.url}`);
        await page.goto(await printed(third, /^ {2}(http\S+)$/m));
        await press(page, 'No');
        expect([await third.ended, third.output()]).toEqual([1, expect.stringContaining('the answer in the browser')]);
        expect(existsSync(loginFile)).toBe(true);
      }),
    LIMIT_MS,
  );

  it(
    'signs out when the server is away, and says that the key still works',
    () =>
      withScene(async ({ server, page, agent, loginFile }) => {
        const login = agent(`login --server ${server.url}`);
        await page.goto(await printed(login, /^ {2}(http\S+)$/m));
        await signIn(page);
        await press(page, 'Yes, sign it in');
        expect(await login.ended).toBe(0);
        server.program.child.kill('SIGKILL');
        await server.program.ended;
        const logout = agent('logout');
        expect([await logout.ended, logout.output()]).toEqual([1, expect.stringContaining('still works: revoke it')]);
        expect(existsSync(loginFile)).toBe(false);
        const away = agent(`login --no-browser --server ${server.url}`);
        expect([await away.ended, away.output()]).toEqual([1, expect.stringContaining('cannot be reached')]);
      }),
    LIMIT_MS,
  );
});
