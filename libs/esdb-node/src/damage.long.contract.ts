import { EventStoreDBClient } from '@eventstore/db-client';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogUnderTest } from './testing/log-under-test.js';
import { removeFolder, temporaryFolder } from './testing/node-under-test.js';
import { type Ending, runProgram } from './testing/program-run.js';
import { textThatStays } from './testing/text-that-stays.js';

/**
 * A changed data file. The node refuses to start, or answers right, or ends. It says why in one
 * sentence. The node cannot see every change of a key: see README.md, "When the disk fails".
 */

const STREAMS = ['even', 'odd'];
const EVENTS = 120;
const PAGE_BYTES = 4096;

let dir: string;
let dataFile: string;
let original: Buffer;
let written: readonly string[];

beforeAll(async () => {
  dir = temporaryFolder();
  const log = new LogUnderTest(dir);
  for (let count = 0; count < EVENTS; count++) {
    const text = count % 30 === 0 ? textThatStays(6_000) : 'x'.repeat(300);
    await log.append(STREAMS[count % 2] ?? '', `${count} xx${text}`);
  }
  await log.close();
  dataFile = join(dir, 'log-1', 'data.mdb');
  original = readFileSync(dataFile);
  const { answers } = await readWith(original);
  expect(answers).toHaveLength(2 * EVENTS);
  written = answers;
  original = readFileSync(dataFile);
});
afterAll(() => removeFolder(dir));

interface Reading {
  /** `stream@revision text` of each answered event, first from $all and then from each stream. */
  readonly answers: readonly string[];
  readonly isComplete: boolean;
  readonly ending: Ending;
}

/** Starts the node on these bytes and reads everything. */
async function readWith(bytes: Buffer): Promise<Reading> {
  writeFileSync(dataFile, bytes);
  const run = await runProgram(dir);
  if (run.port === undefined) return { answers: [], isComplete: false, ending: await run.ended };
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${run.port}?tls=false`);
  const answers: string[] = [];
  const reads = [() => client.readAll(), ...STREAMS.map((stream) => () => client.readStream(stream))];
  let isComplete = true;
  for (const read of reads)
    try {
      for await (const { event } of read())
        if (event?.type === 'Told') answers.push(`${event.streamId}@${event.revision} ${JSON.stringify(event.data)}`);
    } catch {
      isComplete = false;
    }
  await client.dispose();
  return { answers, isComplete, ending: await run.stop() };
}

/** A changed copy of the bytes. */
function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(original);
  change(bytes);
  return bytes;
}

/**
 * The offset of an event's text in the newest copy of its page. Free pages may hold older copies.
 */
const placeOf = (text: string): number => original.lastIndexOf(text);
const pageOf = (place: number): number => place - (place % PAGE_BYTES);

describe('a data file', () => {
  it.each<[string, () => Buffer, RegExp]>([
    ['that is empty', () => Buffer.alloc(0), /data\.mdb is empty/],
    ['of 100 bytes', () => original.subarray(0, 100), /first two pages/],
    ['of one page', () => original.subarray(0, PAGE_BYTES), /first two pages/],
    ['of two pages', () => original.subarray(0, 2 * PAGE_BYTES), /has lost its end/],
    ['cut in the middle', () => original.subarray(0, original.length >> 1), /has lost its end/],
    ['without its last page', () => original.subarray(0, original.length - PAGE_BYTES), /has lost its end/],
    ['with zeros as first page', () => changed((bytes) => bytes.fill(0, 0, PAGE_BYTES)), /first two pages/],
    [
      'with zeros as second page',
      () => changed((bytes) => bytes.fill(0, PAGE_BYTES, 2 * PAGE_BYTES)),
      /first two pages/,
    ],
    ['with garbage as both', () => changed((bytes) => bytes.fill(0xa5, 0, 2 * PAGE_BYTES)), /first two pages/],
    [
      'with another transaction number',
      () => changed((bytes) => bytes.fill(0x7f, PAGE_BYTES + 152, PAGE_BYTES + 160)),
      /first two pages/,
    ],
    [
      'with zeros as a page of events',
      () => changed((bytes) => bytes.fill(0, pageOf(placeOf('"100 xx')), pageOf(placeOf('"100 xx')) + PAGE_BYTES)),
      /no valid tree page/,
    ],
  ])('%s is refused with one clear line, and the original starts again', async (_what, bytes, message) => {
    const { ending } = await readWith(bytes());
    expect(ending).toMatchObject({ code: 1, signal: null });
    expect(ending.stderr).toMatch(message);
    expect(ending.stderr).toContain(`The event log in ${dir} cannot be opened: `);
    expect(ending.stderr.trimEnd().split('\n')).toHaveLength(1);
    writeFileSync(dataFile, original);
    const log = new LogUnderTest(dir);
    expect(log.readAll()).toHaveLength(EVENTS);
    await log.close();
  });

  it.each<[string, () => Buffer]>([
    ['with a flipped bit in an event', () => changed((bytes) => (bytes[placeOf('"100 xx') + 3]! ^= 1))],
    ['with a flipped bit in a large event', () => changed((bytes) => (bytes[placeOf('"90 xx') + 5000]! ^= 64))],
    [
      'with zeros in a large event',
      () => changed((bytes) => bytes.fill(0, placeOf('"90 xx') + 3000, placeOf('"90 xx') + 4000)),
    ],
  ])('%s ends the node with a clear line and no wrong answer', async (_what, bytes) => {
    const { answers, isComplete, ending } = await readWith(bytes());
    expect(isComplete).toBe(false);
    expect(answers.filter((answer) => !written.includes(answer))).toEqual([]);
    expect(ending).toMatchObject({ code: 1, signal: null });
    expect(ending.stderr).toContain('The event log is damaged: the checksum of an event is wrong.');
    expect(await readWith(original)).toMatchObject({ answers: written, isComplete: true });
  });
});

it('a folder of the format before the first release is refused', async () => {
  writeFileSync(join(dir, 'data.mdb'), '');
  const { ended } = await runProgram(dir);
  expect(await ended).toMatchObject({ code: 1, stderr: expect.stringContaining('format 0') as string });
});
