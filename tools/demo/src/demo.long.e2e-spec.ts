import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../../../dist-tools/tools/demo/src/main.js', import.meta.url));
/** Enough for a workday before today, whatever day it is. */
const DAYS = '14';
const PATIENCE_MS = 240_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeledger-demo-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the demo on the folder until it has printed how to sign in, or has ended. */
async function run(whileRunning: (printed: string) => Promise<void>) {
  const environment = { ...process.env, NODE_OPTIONS: '', DATA_DIR: folder, PORT: '0', SIGN_UP: 'on' };
  const demo = spawn(process.execPath, [DEMO, '--days', DAYS], { env: environment });
  let printed = '';
  const ended = once(demo, 'close').then(([code]) => code as number | null);
  const isReady = new Promise((resolve) => {
    for (const stream of [demo.stdout, demo.stderr])
      stream.on('data', (text: Buffer) => {
        printed += text.toString();
        if (printed.includes('Ctrl-C')) resolve(true);
      });
  });
  await Promise.race([isReady, ended]);
  try {
    await whileRunning(printed);
  } finally {
    demo.kill('SIGTERM');
  }
  return { code: await ended, printed };
}

const peopleIn = (printed: string) => [...printed.matchAll(/^ {2}(\w+)@demo\.example +(\S+)$/gm)];

it(
  'serves three people whose newest day has time, and the same people at the next start',
  async () => {
    const first = await run(async (printed) => {
      expect(peopleIn(printed).map(([, name]) => name)).toEqual(['ada', 'mia', 'ben']);
      const [, address = '', day = ''] = /^Open (http:\S+)\/day\/([-\d]{10}) /m.exec(printed) ?? [];
      const [, name = '', password = ''] = peopleIn(printed)[0] ?? [];
      const body = new URLSearchParams({ email: `${name}@demo.example`, password });
      const signedIn = await fetch(`${address}/sign-in`, { method: 'POST', body, redirect: 'manual' });
      expect(signedIn.status).toBe(303);
      const cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
      const range = new Date(Date.parse(day) - 7 * 86_400_000).toISOString().slice(0, 10);
      const asked = `${address}/api/v1/reports/range?begin=${range}&end=${day}`;
      const report = (await (await fetch(asked, { headers: { cookie } })).json()) as { seconds: number };
      expect(report.seconds).toBeGreaterThan(5 * 3_600);
    });
    expect(first.code).toBe(0);
    expect((await lstat(join(folder, 'demo.json'))).mode & 0o077).toBe(0);
    const second = await run(async (printed) => {
      expect(peopleIn(printed).map(([line]) => line)).toEqual(peopleIn(first.printed).map(([line]) => line));
    });
    expect(second.code).toBe(0);
  },
  PATIENCE_MS,
);

it('leaves a folder alone that holds other data', async () => {
  await writeFile(join(folder, 'admin-token'), 'mine');
  const { code, printed } = await run(async () => undefined);
  expect([code, await readdir(folder)]).toEqual([1, ['admin-token']]);
  expect(printed).toBe(
    `The folder ${folder} holds other data, so the demo leaves it alone. Set DATA_DIR to a new folder.\n`,
  );
});
