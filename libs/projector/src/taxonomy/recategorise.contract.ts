import type { TaxonomyEvent } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { DAY, erased, recorded, span } from '../testing/day-by-hand.js';
import type { HistoryEvent } from '../testing/random-history.js';
import { type Log, Stage } from '../testing/stage.js';

/** What a change of a user's taxonomy makes of the rows, on a real node and a real engine. */

const USER = DAY.slice('activity-'.length, -'.20260101'.length);
const OTHER_DAY = DAY.replace(/^activity-.{8}/, 'activity-11111111');
const changed = (event: TaxonomyEvent): HistoryEvent => ({ stream: `taxonomy-${USER}`, event });
const GAMES = { overview: 'Entertainment', category: 'Games' };
const vimIsPlay = changed({ type: 'ActivityClassified', data: { activity: 'Vim', category: GAMES } });
const EDITING = 'vim|Software Development|Editing & IDEs|2';

let stage: Stage;
let log: Log;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});

/** `activity|overview|category|level|seconds` of every daily row. */
const daily = async () => (await stage.daily()).map((row) => row.slice('2026-01-01|computers|'.length)).sort();
const titled = (id: string, title: string, from: number, to: number) => ({ ...span(id, 'Chrome', from, to), title });

describe("a change of a user's taxonomy", () => {
  it('classes what was recorded before it, what is recorded after it, and nobody else', async () => {
    await log.append(recorded([span('1', 'vim', 0, 10)]), recorded([span('1', 'vim', 0, 1)], { stream: OTHER_DAY }));
    await stage.project(log);
    await log.append(vimIsPlay);
    await stage.project(log);
    expect(await daily()).toEqual(['vim|Entertainment|Games|-2|600', `${EDITING}|60`]);
    await log.append(recorded([span('2', 'vim', 10, 12)]));
    await stage.project(log);
    expect(await daily()).toEqual(['vim|Entertainment|Games|-2|720', `${EDITING}|60`]);
    expect((await stage.buckets()).filter((row) => row.includes('|Games|-2|'))).toHaveLength(3);
    await log.append(changed({ type: 'ActivityReset', data: { activity: 'vim' } }));
    await stage.project(log);
    expect(await daily()).toEqual([`${EDITING}|60`, `${EDITING}|720`]);
  });

  it('brings back nothing that was erased, before it or after it', async () => {
    await log.append(recorded([span('1', 'vim', 0, 10), span('2', 'Slack', 10, 20)]), erased(0, 8));
    await stage.project(log);
    await log.append(vimIsPlay, erased(8, 10));
    await stage.project(log);
    expect(await daily()).toEqual(['Slack|Communication & Scheduling|General Communication & Scheduling|0|600']);
  });

  it('splits one activity by document, takes the split back, and writes no row that stays as it is', async () => {
    await log.append(
      recorded([titled('1', 'Jira board', 0, 3), titled('2', 'Chess', 3, 5), titled('3', 'Inbox', 5, 6)]),
      recorded([span('4', 'vim', 6, 7)]),
    );
    await stage.project(log);
    const before = await stage.everything();
    const rules = (...all: object[]) =>
      changed({ type: 'DocumentRulesSet', data: { activity: 'chrome', rules: all } } as TaxonomyEvent);
    await log.append(
      rules(
        { match: 'glob', pattern: 'jira*', productivity: 2 },
        { match: 'substring', pattern: 'ess', category: GAMES },
      ),
    );
    await stage.project(log);
    expect(await daily()).toEqual([
      'Chrome|Entertainment|Games|-2|120',
      'Chrome|Utilities|Browsers|0|60',
      'Chrome|Utilities|Browsers|2|180',
      `${EDITING}|60`,
    ]);
    const ofVim = (rows: string[]) => rows.filter((row) => row.includes('|vim|'));
    expect(ofVim(await stage.everything())).toEqual(ofVim(before));
    await log.append(rules());
    await stage.project(log);
    expect(await daily()).toEqual(['Chrome|Utilities|Browsers|0|360', `${EDITING}|60`]);
  });

  it('that cannot be read is parked, and the next one counts', async () => {
    await log.append(
      recorded([span('1', 'vim', 0, 1)]),
      { stream: `taxonomy-${USER}`, event: { type: 'ActivityClassified', data: { activity: 7 } } },
      { stream: 'taxonomy-nobody', event: { type: 'ActivityReset', data: { activity: 'vim' } } },
      { stream: `taxonomy-${USER}`, event: { type: 'SomethingOfTomorrow', data: {} } },
      vimIsPlay,
    );
    expect((await stage.project(log)).parkedAt).toEqual([`taxonomy-${USER} 0`, 'taxonomy-nobody 0']);
    expect(await daily()).toEqual(['vim|Entertainment|Games|-2|60']);
  });

  it('reaches every year and more activities than are named in one query', async () => {
    const names = Array.from({ length: 250 }, (_, n) => `own ${n}`);
    const yearBefore = DAY.replace('20260101', '20250101');
    const spans = names.map((name, n) => span(name, name, n, n + 1));
    const backAYear = spans.map((one) => ({
      ...one,
      startedAt: one.startedAt - YEAR_MS,
      endedAt: one.endedAt - YEAR_MS,
    }));
    const { event } = recorded(backAYear, { stream: yearBefore });
    await log.append(recorded(spans), {
      stream: yearBefore,
      event: { ...event, data: { ...event.data, localDate: '2025-01-01' } },
    });
    await stage.project(log);
    const uncategorized = { overview: 'Uncategorized', category: 'Uncategorized' };
    await log.append(changed({ type: 'CategoryLevelSet', data: { ...uncategorized, productivity: 1 } }));
    await stage.project(log);
    const levels = 'SELECT count(), min(productivity), max(productivity), uniq(local_date)';
    expect(await stage.rowsOf(`${levels} FROM daily FINAL`)).toEqual(['500|1|1|2']);
    expect(await stage.rowsOf(`${levels} FROM buckets FINAL`)).toEqual(['500|1|1|2']);
  });
});

const YEAR_MS = 365 * 24 * 3_600_000;
