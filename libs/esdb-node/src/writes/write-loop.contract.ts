import { DELETED_REVISION } from '../terms/events.js';
import { LogUnderTest, proposedEvent } from '../testing/log-under-test.js';
import { removeFolder, temporaryFolder } from '../testing/node-under-test.js';
import { type WriteOutcome } from '../terms/outcome.js';
import { WriteLoop } from './write-loop.js';

/** The write loop on a real log. */

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

describe('a request with a deadline', () => {
  it.each<[string, number, WriteOutcome['kind']]>([
    ['in the future is carried out', 1, 'written'],
    ['in this millisecond is carried out', 0, 'written'],
    ['in the past is refused', -1, 'timeout'],
  ])('%s', async (_what, aheadMs, kind) => {
    const action = { kind: 'append', events: [proposedEvent('late')] } as const;
    const deadlineMs = log.nowMs + aheadMs;
    const outcome = await log.writes.submit({ stream: 'story', expected: 'any', deadlineMs, action });
    expect(outcome.kind).toBe(kind);
    expect(log.readStream('story')).toHaveLength(kind === 'written' ? 1 : 0);
  });
});

describe('metadata that a client writes to a soft-deleted stream', () => {
  beforeEach(async () => {
    await log.append('story', '0', '1', '2');
    await log.delete('story');
  });

  it.each([
    ['{"$maxCount":5}', { truncateBefore: 3n, maxCount: 5n }],
    ['{}', { truncateBefore: 3n }],
    [`{"$tb":${DELETED_REVISION}}`, { truncateBefore: 3n }],
  ])('of %s keeps the events hidden and allows new ones', async (text, metadata) => {
    expect(await log.setMetadata('story', text)).toMatchObject({ kind: 'written', lastRevision: 1n });
    expect(log.store.stateOf('story').metadata).toEqual(metadata);
    expect(log.store.stateOf('$$story').lastRevision).toBe(2n);
    expect(log.readStream('story')).toEqual([]);
    await log.append('story', '3');
    expect(log.readStream('story')).toEqual([expect.stringMatching(/^story@3:/)]);
  });

  it('that is not a JSON object stays unchanged', async () => {
    await log.setMetadata('story', '[]');
    expect(log.store.stateOf('$$story').lastRevision).toBe(1n);
  });
});

describe('exclusive work', () => {
  it('runs alone, and requests of that time are written after it', async () => {
    let appended: Promise<WriteOutcome> | undefined;
    const seen = await log.writes.exclusive(async () => {
      appended = log.append('story', 'meanwhile');
      for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
      return log.store.tail;
    });
    expect(seen).toBe(0n);
    expect(await appended).toMatchObject({ kind: 'written' });
  });

  it('that fails leaves the loop usable', async () => {
    await expect(log.writes.exclusive(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    expect(await log.append('story', 'after')).toMatchObject({ kind: 'written' });
  });

  it('is refused once the loop has stopped', async () => {
    await log.writes.stop();
    await expect(log.writes.exclusive(() => Promise.resolve())).rejects.toThrow('The node is stopping.');
  });
});

it('a failed commit answers no caller, refuses waiting requests, and ends the loop once', async () => {
  const failures: Error[] = [];
  const writes = new WriteLoop(log.store, (error) => failures.push(error));
  const submit = (): Promise<WriteOutcome> =>
    writes.submit({ stream: 'story', expected: 'any', action: { kind: 'append', events: [proposedEvent('lost')] } });
  // A closed log stands for a disk that cannot be written.
  await log.close();
  let outcome: WriteOutcome | undefined;
  void submit().then((settled) => (outcome = settled));
  while (failures.length === 0) await new Promise(setImmediate);
  expect(outcome).toBeUndefined();
  expect(await submit()).toEqual({ kind: 'cancelled' });
  expect(failures).toHaveLength(1);
  expect(failures[0]?.message).toContain('The event log cannot be used any more, so the node stops.');
  log = new LogUnderTest(dir);
  expect(log.readAll()).toEqual([]);
});
