import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { dayPlan } from './day-plan.js';
import { WHOLE_YEAR } from './demo-server.js';
import { dayAfter } from './fill.js';
import { PEOPLE } from './people.js';

const DEMO = fileURLToPath(new URL('./main.js', import.meta.url));
const PICTURES = fileURLToPath(new URL('../../../../docs/pictures', import.meta.url));
const CHROMIUM = process.env['CHROMIUM'] || '/usr/bin/chromium';
const FULL_DAY_MINUTES = 7 * 60;
const WIDTH = 1_280;

/** Where the demo is, and how its first person signs in. */
interface Way {
  readonly origin: string;
  readonly email: string;
  readonly password: string;
}

/** Reads what the demo prints until it has named a person, and all days are there. */
async function wayInto(demo: ChildProcess & { stdout: NodeJS.ReadableStream }): Promise<Way> {
  let origin = '';
  let person: Omit<Way, 'origin'> | undefined;
  for await (const line of createInterface({ input: demo.stdout })) {
    origin ||= /^Open (http:\/\/[^/]+)/.exec(line)?.[1] ?? '';
    const [, email, password] = /^ {2}(\S+@\S+) +(\S+)$/.exec(line) ?? [];
    if (email !== undefined && password !== undefined) person ??= { email, password };
    if (person && line.startsWith(WHOLE_YEAR)) return { origin, ...person };
  }
  throw new Error('The demo did not start.');
}

/** The newest full workday of the first person before today. */
function fullDay(): string {
  const minutesOf = (date: string) =>
    dayPlan(PEOPLE[0] as never, date).pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  let date = dayAfter(new Date().toISOString().slice(0, 10), -1);
  while (minutesOf(date) < FULL_DAY_MINUTES) date = dayAfter(date, -1);
  return date;
}

async function signIn(page: Page, { origin, email, password }: Way): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.type('input[name=email]', email);
  await page.type('input[name=password]', password);
  await Promise.all([page.waitForNavigation(), page.click('main button')]);
}

/** Takes the two pictures of the README. */
async function takePictures(way: Way): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await signIn(page, way);
    const day = fullDay();
    for (const [name, path, height] of [
      ['day', `/day/${day}`, 1_180],
      ['year', `/year/${day.slice(0, 4)}`, 1_010],
    ] as const) {
      await page.setViewport({ width: WIDTH, height });
      await page.goto(`${way.origin}${path}`, { waitUntil: 'networkidle2' });
      await page.waitForSelector('.card svg');
      await page.screenshot({ path: join(PICTURES, `${name}.webp`), type: 'webp', quality: 85 });
    }
  } finally {
    await browser.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'timeledger-screenshots-'));
const environment = { ...process.env, DATA_DIR: folder, PORT: '0', TZ: 'Europe/Berlin' };
const demo = spawn(process.execPath, [DEMO], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = once(demo, 'exit');
try {
  await takePictures(await wayInto(demo));
} finally {
  demo.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
}
