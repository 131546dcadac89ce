import { removeFolder, temporaryFolder } from '../testing/node-under-test.js';
import { LogUnderTest } from '../testing/log-under-test.js';
import { compileFilter } from '../terms/filter.js';
import { SkippingCursor } from './skipping-cursor.js';

/** A reader of some streams, on a log of several blocks. */

const PREFIXES = ['mine-', 'also-mine-'];
/** About 15 of these fill a block. */
const TEXT = 'x'.repeat(4_000);
const EVENTS_OF_AN_APPEND = 100;

let dir: string;
let log: LogUnderTest;
beforeEach(() => {
  dir = temporaryFolder();
  log = new LogUnderTest(dir);
});
afterEach(async () => {
  await log.close();
  removeFolder(dir);
});

const isWanted = compileFilter({ on: 'stream-name', regex: '', prefixes: PREFIXES });

const appendMany = async (stream: string, count: number): Promise<void> => {
  for (let left = count; left > 0; left -= EVENTS_OF_AN_APPEND)
    await log.append(stream, ...Array.from({ length: Math.min(left, EVENTS_OF_AN_APPEND) }, () => TEXT));
};

interface Walk {
  readonly wanted: string[];
  /** Every position that a reader hears of: of records and of what was passed over. */
  readonly heard: bigint[];
  readonly examined: number;
  readonly passed: number;
}

/** Walks from a position to the end, as a subscription does. */
function walk(from: bigint, pageRecords = 20): Walk {
  const cursor = new SkippingCursor(log.store, from, isWanted, PREFIXES);
  const walked = { wanted: [] as string[], heard: [] as bigint[], examined: 0, passed: 0 };
  for (let isLast = false; !isLast;) {
    const page = cursor.next(pageRecords);
    for (const record of page.records) {
      walked.examined++;
      walked.heard.push(record.position);
      if (isWanted(record)) walked.wanted.push(`${record.streamName}@${record.revision}:${record.position}`);
    }
    if (page.passed) walked.heard.push(page.passed.lastPosition);
    walked.passed += page.passed?.events ?? 0;
    isLast = page.isLast;
  }
  return walked;
}

const wantedFrom = (from: bigint): string[] =>
  log.readAll().filter((place) => /^(also-)?mine-/.test(place) && BigInt(place.split(':')[1] ?? 0) >= from);
const positions = (): bigint[] => log.readAll().map((place) => BigInt(place.split(':')[1] ?? 0));

it('gives every wanted event, and passes over blocks of others that hold none', async () => {
  await appendMany('mine-1', 3);
  await appendMany('other-1', 700);
  await appendMany('also-mine-1', 1);
  await appendMany('other-2', 700);
  await appendMany('mine-1', 2);
  for (const pageRecords of [20, 7]) {
    const { wanted, heard, examined, passed } = walk(0n, pageRecords);
    expect(wanted).toHaveLength(6);
    expect(wanted).toEqual(wantedFrom(0n));
    expect(passed).toBeGreaterThan(900);
    expect(examined).toBeLessThan(500);
    expect(heard).toEqual([...heard].sort((a, b) => Number(a - b)));
    expect(new Set(positions())).toEqual(new Set([...positions(), ...heard]));
  }
});

it('begins anywhere, also inside of a block that it knows', async () => {
  await appendMany('mine-1', 1);
  await appendMany('other-1', 300);
  await appendMany('mine-1', 1);
  walk(0n);
  for (const from of positions().filter((_, index) => index % 23 === 0)) {
    expect(walk(from).wanted).toEqual(wantedFrom(from));
    expect(walk(from).heard.every((position) => position >= from)).toBe(true);
  }
});

it('gives what is written to a block later, and what a scavenge has left', async () => {
  await appendMany('other-1', 200);
  walk(0n);
  const [before] = positions().slice(-1);
  await appendMany('mine-1', 1);
  await appendMany('mine-2', 1);
  await appendMany('other-2', 200);
  expect(walk((before ?? 0n) + 1n).wanted).toHaveLength(2);
  await log.delete('mine-2');
  await log.delete('other-1');
  await log.scavenge();
  expect(walk(0n).wanted).toEqual(wantedFrom(0n));
  expect(walk(0n).wanted).toHaveLength(1);
});
