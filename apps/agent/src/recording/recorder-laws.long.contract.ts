import fc from 'fast-check';
import { type History, histories } from '../testing/laws/history.js';
import { byProgram, Life, sumOf } from '../testing/laws/life.js';
import { LogPort } from '../testing/laws/log-server.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';

/**
 * `LAWS_RUNS=1000` lives more histories. A failure prints its seed and path. `LAWS_END=1` ends
 * there, without a search for a shorter history.
 */
const RUNS = Number(process.env['LAWS_RUNS'] ?? 40);
const LIMIT_MS = 20 * 60_000;
const BUCKET_MS = 300_000;
const MOST_COST_MS = 60_000;

const port = new LogPort();
let server: URL;

beforeAll(async () => void (server = await port.open()));
afterAll(() => port.close());

/** Lives a history and checks what holds for each. */
async function lived(history: History, work: (life: Life) => void): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const life = new Life(history, { folder, server });
    port.log = life.log;
    await life.live();
    expect(life.broken).toEqual([]);
    expect(life.refused).toEqual([]);
    work(life);
  });
}

const laws = async (arbitrary: fc.Arbitrary<History>, work: (life: Life) => void) =>
  fc.assert(
    fc.asyncProperty(arbitrary, (history) => lived(history, work)),
    { numRuns: RUNS, endOnFailure: process.env['LAWS_END'] === '1', timeout: 60_000 },
  );

const expectConfirmedTime = ({ log, expected }: Life): void =>
  expect(sumOf(byProgram(log.activities))).toBe(sumOf(expected.byProgram()));

describe('whatever happens to a device', () => {
  it(
    'the server has exactly the confirmed time of each program, without overlap, at the true time',
    () =>
      laws(histories({ clockIsSet: false, crashes: false, shortestMs: 500 }), (life) => {
        expectConfirmedTime(life);
        const { log, expected } = life;
        expect(Object.fromEntries(byProgram(log.activities))).toEqual(Object.fromEntries(expected.byProgram()));
        expectOrder(life);
      }),
    LIMIT_MS,
  );

  it(
    'flickering windows and titles change nothing of that, nor does the clock of the machine',
    () => laws(histories({ clockIsSet: true, crashes: false, shortestMs: 0 }), expectConfirmedTime),
    LIMIT_MS,
  );

  it(
    'a crash at any byte of a write costs less than a minute, and no time that was stored',
    () =>
      laws(histories({ clockIsSet: false, crashes: true, shortestMs: 0 }), (life) => {
        expectConfirmedTime(life);
        expectOrder(life);
        for (const cost of life.costs) expect(cost).toBeLessThan(MOST_COST_MS);
      }),
    LIMIT_MS,
  );

  it(
    'all of it together still sends each confirmed moment once',
    () => laws(histories({ clockIsSet: true, crashes: true, shortestMs: 0 }), expectConfirmedTime),
    LIMIT_MS,
  );

  it('has confirmed time, so the laws above have something to check', async () => {
    const typing = { pauseMs: 120_000, isTyping: true };
    const steps: History['steps'] = [
      { ...typing, do: 'window', program: 'Editor', title: 'a' },
      { ...typing, do: 'set clock', ms: 7_200_000 },
      { ...typing, do: 'sync' },
      { ...typing, do: 'crash', share: 1, zeros: true, isSettling: true },
      { ...typing, do: 'sleep', ms: 3_600_000, isCounted: false },
      { ...typing, do: 'no window' },
    ];
    const start = { beginMs: Date.UTC(2026, 9, 25, 0, 50), aheadMs: 0, seesInput: true, zone: 'Europe/Berlin' };
    await lived({ ...start, steps }, ({ log }) => {
      expect(sumOf(byProgram(log.activities))).toBeGreaterThan(4 * 120_000);
    });
  });
});

/** A corrected clock moves times, also over these edges and over time that was sent before. */
function expectOrder({ log: { activities } }: Life): void {
  const inOrder = [...activities].sort((one, other) => one.startedAt - other.startedAt);
  for (const [index, { startedAt, endedAt }] of inOrder.entries()) {
    expect(endedAt).toBeGreaterThan(startedAt);
    expect(startedAt).toBeGreaterThanOrEqual(inOrder[index - 1]?.endedAt ?? 0);
    expect(Math.floor(startedAt / BUCKET_MS)).toBe(Math.floor((endedAt - 1) / BUCKET_MS));
  }
}
