import type { Browser, Page } from 'puppeteer-core';
import { quantile } from '../report/quantile.js';
import { alignedTable } from '../report/table.js';
import { changedAfter } from './frames.js';
import { Pages } from './pages.js';
import { type Person, TABLE_DAYS } from './people.js';

/** How often the wheel turns, and how far each time: a quarter of a large table in all. */
const [TURNS, TURN_PIXELS] = [150, 1_500];

interface TableBench {
  readonly origin: string;
  readonly browser: Browser;
  readonly print: (text: string) => void;
  readonly rounds: number;
  readonly rows: number;
}

/** How a table of many activities opens, scrolls, and shows a change. */
export async function measureTable(bench: TableBench, person: Person): Promise<void> {
  const { origin, browser, print, rounds, rows } = bench;
  const pages = await Pages.signIn(browser, origin, person);
  const { page } = pages;
  await page.goto(pages.addressOf(`/activities/${TABLE_DAYS.join('/')}`));
  await page.waitForSelector('.grid .entry');
  const count = (await page.$eval('.grid', (grid) => Number(grid.getAttribute('aria-rowcount')))) - 1;
  if (count !== rows) throw new Error(`The table has ${count} rows, and not ${rows}.`);
  const { tasks, turnsMs } = await scroll(page);
  print(`\nthe table of ${rows.toLocaleString('en')} activities, scrolled by ${TURNS} turns of the wheel`);
  print(
    alignedTable(
      ['tasks over 50 ms (target 0)', 'longest ms', 'CPU of a turn, p50 ms', 'p95', 'max'],
      [[tasks.length, Math.max(0, ...tasks), ...[0.5, 0.95, 1].map((share) => quantile(turnsMs, share))]],
    ),
  );
  const changesMs: number[] = [];
  await page.focus('.grid [data-place="0"]');
  for (let n = 0; n < rounds; n++) changesMs.push(await changedAfter(page, n % 2 === 0 ? '5' : '1', '.figures'));
  const [p50, p95] = [quantile(changesMs, 0.5), quantile(changesMs, 0.95)];
  print(
    `a level by a key, to the frame with new sums: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (target 300)`,
  );
}

/**
 * Turns the wheel down, then goes to the end and back by keys. Resolves to the long tasks, and the
 * CPU time of the page's thread for each turn, in ms. On a busy machine a task takes longer than
 * its CPU time.
 */
async function scroll(page: Page): Promise<{ tasks: number[]; turnsMs: number[] }> {
  await page.evaluate(`{
    globalThis.longTasks = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask' });
  }`);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const workedMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  await page.focus('.grid [data-place="0"]');
  await page.hover('.grid');
  const turnsMs: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const before = await workedMs();
    await page.mouse.wheel({ deltaY: TURN_PIXELS });
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    turnsMs.push((await workedMs()) - before);
  }
  for (const key of ['End', 'PageUp', 'PageUp', 'Home'] as const) await page.keyboard.press(key);
  await page.waitForSelector('.grid [data-place="0"]');
  return { tasks: (await page.evaluate('longTasks')) as number[], turnsMs };
}
