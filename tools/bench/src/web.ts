import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { browserPath, startBrowser } from '../../../apps/api/src/testing/browser.js';
import type { Print } from './benchmarks.js';
import { Connection } from './load/connection.js';
import { startServer, untilCaughtUp } from './load/programs.js';
import type { Workspace } from './load/workspace.js';
import { quantile } from './report/quantile.js';
import { alignedTable } from './report/table.js';
import { writeYearInto } from './smoke/year-log.js';
import { Floor } from './web/floor.js';
import { Pages } from './web/pages.js';
import { manyActivities, mayManage, type Person } from './web/people.js';
import { answersAlone, DAYS, PATHS } from './web/questions.js';
import { measureTable } from './web/table.js';

const PASSWORD = 'correct horse battery';

/** What is measured, and in which server and browser. */
interface Bench {
  readonly origin: string;
  readonly browser: Browser;
  readonly print: Print;
  readonly rounds: number;
}

/**
 * How long a person waits for the pages: from the navigation to the frame with the charts, from a
 * key to the frame that shows what it changed, and how a large table scrolls.
 */
export async function web(
  workspace: Workspace,
  print: Print,
  { rounds, rows }: { rounds: number; rows: number },
): Promise<void> {
  if (browserPath() === undefined) return print('This benchmark needs Chromium (apt-get install chromium).');
  const dataDir = join(workspace.dir, 'data');
  const year = await writeYearInto(workspace, dataDir);
  const server = await startServer(workspace, dataDir);
  const browser = await startBrowser();
  try {
    const origin = server.address;
    const manage = await mayManage(origin, dataDir);
    const ofYear: Person = { email: 'year@bench.example', password: PASSWORD };
    await manage({ method: 'PUT', path: `/api/v1/users/${year.userId}`, body: JSON.stringify({ password: PASSWORD }) });
    const ofTable = await manyActivities(origin, manage, { rows, password: PASSWORD });
    const connection = new Connection(origin, year.apiKey);
    await untilCaughtUp(connection);
    print(`\n${await browser.version()}, ${year.spans} spans of a year`);
    const bench = { origin, browser, print, rounds };
    await measurePages(bench, ofYear, connection);
    await measureTable({ ...bench, rows }, ofTable);
    connection.close();
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function measurePages(bench: Bench, person: Person, connection: Connection): Promise<void> {
  const { origin, browser, print, rounds } = bench;
  const pages = await Pages.signIn(browser, origin, person);
  const rows: (string | number)[][] = [];
  const row = (name: string, ms: readonly number[], target: string) =>
    rows.push([name, ms.length, quantile(ms, 0.5), quantile(ms, 0.95), Math.max(...ms), target]);
  row('day, nothing cached', await pages.cold(PATHS.day, Math.ceil(rounds / 2)), '1,000');
  row('day, another one each time', await pages.warm(PATHS.day, rounds), '400');
  row('the question of that alone', await answersAlone(connection, 'day', rounds), '');
  const floor = await Floor.of(pages, origin, PATHS.day(0));
  row('the same markup, no script', await pages.warm(() => floor.address, rounds), '');
  await floor.close();
  row('year, nothing cached', await pages.cold(PATHS.year, Math.ceil(rounds / 2)), '1,000');
  row('year, again', await pages.warm(PATHS.year, rounds), '1,000');
  row('year and days around it, others each time', await pages.warm(PATHS.range, rounds), '1,000');
  row('the question of that alone', await answersAlone(connection, 'range', rounds), '');
  row('level of an activity, on the day', await pages.keys(PATHS.day(DAYS - 1), rounds), '300');
  print('\nfrom the navigation, or the key, to the frame that shows it');
  print(alignedTable(['what', 'times', 'p50 ms', 'p95', 'max', 'target, p50'], rows));
  const { bytes, files } = await pages.scripts(PATHS.day(1));
  print(`\nscripts before the first chart: ${(bytes / 1_000).toFixed(1)} KB compressed in ${files} files (target 100)`);
}
