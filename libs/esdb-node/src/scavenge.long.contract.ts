import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DELETED_REVISION } from './terms/events.js';
import { END_OF_TIME, logCursor } from './reads/cursor.js';
import { LogUnderTest } from './testing/log-under-test.js';
import { removeFolder, temporaryFolder } from './testing/node-under-test.js';

/** A scavenge removes events from every file and leaves the rest as before, also after a kill. */

const SCAVENGING_PROGRAM = fileURLToPath(
  new URL('../../../dist-tools/libs/esdb-node/src/testing/scavenging-program.js', import.meta.url),
);

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

async function reopen(): Promise<void> {
  await log.close();
  log = new LogUnderTest(dir);
}

/** Whether any file under the folder holds the bytes of the text. */
function isOnDisk(text: string): boolean {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text));
}

describe('a scavenge', () => {
  it('removes every byte of hidden events from every file, and keeps the rest', async () => {
    for (let round = 0; round < 20; round++) {
      await log.append('soft-deleted', `GONE-soft-${'x'.repeat(round * 200)}`);
      await log.append('tombstoned', `GONE-tombstone-${round}`);
      await log.append('truncated', `${round < 10 ? 'GONE' : 'KEPT'}-truncated-${round}`);
      await log.append('counted', `${round < 18 ? 'GONE' : 'KEPT'}-counted-${round}`);
      await log.setMetadata('tombstoned', `{"own":"GONE-metadata-${round}"}`);
      await log.setMetadata('truncated', `{"own":"${round < 19 ? 'GONE' : 'KEPT'}-metadata-${round}","$tb":10}`);
    }
    await log.append('aged', 'GONE-aged');
    log.nowMs += 60_000;
    await log.append('aged', 'KEPT-aged');
    await log.setMetadata('aged', '{"$maxAge":60}');
    await log.setMetadata('counted', '{"$maxCount":2}');
    await log.delete('soft-deleted');
    await log.tombstone('tombstoned');
    log.nowMs += 1;
    expect(isOnDisk('GONE')).toBe(true);

    const result = await log.scavenge();
    expect(isOnDisk('GONE')).toBe(false);
    for (const kept of ['KEPT-truncated-10', 'KEPT-counted-18', 'KEPT-metadata-19', 'KEPT-aged', '$streamDeleted'])
      expect([kept, isOnDisk(kept)]).toEqual([kept, true]);
    expect(result).toMatchObject({ removedEvents: 20 + 20 + 10 + 18 + 20 + 19 + 1, keptEvents: log.readAll().length });
    expect(result.bytesAfter).toBeLessThan(result.bytesBefore);
  });

  it('continues the revisions of a stream that lost all its events, also after a restart', async () => {
    await log.append('story', 'a', 'b', 'c');
    await log.delete('story');
    await log.scavenge();
    expect(log.readAll().filter((place) => place.startsWith('story'))).toEqual([]);
    await reopen();
    expect(log.store.stateOf('story').lastRevision).toBe(2n);
    expect(await log.append('story', 'd')).toMatchObject({ kind: 'written', lastRevision: 3n });
    expect(log.readStream('story')).toEqual([expect.stringMatching(/^story@3:/)]);
    expect(log.readStream('story', true)).toHaveLength(1);
  });

  it('finds the events before a removed one when it reads backwards', async () => {
    await log.setMetadata('story', '{"$maxAge":60}');
    await log.append('story', '0', '1', '2', '3', '4');
    log.nowMs -= 3_600_000;
    await log.append('story', 'written while the clock was an hour slow');
    log.nowMs += 3_600_000;
    await log.scavenge();
    expect(log.readStream('story', true).map((place) => place.split(':')[0])).toEqual(
      [4, 3, 2, 1, 0].map((revision) => `story@${revision}`),
    );
  });

  it('forgets the ids of removed events', async () => {
    const event = { id: '5b1c1ae5-7b2f-4a0e-9d51-0f6f0d9f2a11', type: 'Told', contentType: 'application/json' };
    const events = [{ ...event, data: Buffer.from('{}'), customMetadata: Buffer.alloc(0) }];
    const submit = (): Promise<unknown> =>
      log.writes.submit({ stream: 'story', expected: 'any', action: { kind: 'append', events } });
    await submit();
    await log.delete('story');
    expect(await submit()).toMatchObject({ lastRevision: 0n });
    await log.scavenge();
    expect(await submit()).toMatchObject({ lastRevision: 1n });
  });

  it('removes events that were hidden before it, and may leave events that are hidden meanwhile', async () => {
    for (let count = 0; count < 300; count++) await log.append(`story-${count % 3}`, `story ${count % 3}`);
    await log.delete('story-0');
    const running = log.scavenge();
    await log.delete('story-1');
    await log.tombstone('story-2');
    await running;
    await reopen();
    expect(log.readAll().some((place) => place.startsWith('story-0@'))).toBe(false);
    expect(log.readStream('story-1')).toEqual([]);
    expect(log.store.stateOf('story-2').lastRevision).toBe(DELETED_REVISION);
    await log.scavenge();
    expect(log.readAll().map((place) => place.split(':')[0])).toEqual([
      '$$story-0@0',
      '$$story-1@0',
      `story-2@${DELETED_REVISION}`,
    ]);
  });

  it('runs once at a time', async () => {
    const first = log.scavenge();
    await expect(log.scavenge()).rejects.toThrow('The log is being scavenged already.');
    await first;
    await log.scavenge();
  });

  it('that is aborted changes nothing and leaves no file', async () => {
    await log.append('story', 'a');
    await log.delete('story');
    const before = log.readAll();
    await expect(log.scavenge(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(readdirSync(dir)).toEqual(['log-1']);
    expect(log.readAll()).toEqual(before);
    await log.append('story', 'b');
    await log.scavenge();
    expect(readdirSync(dir)).toEqual(['log-2']);
  });

  it('that runs when the log is closed rejects, and leaves no file', async () => {
    for (let count = 0; count < 300; count++) await log.append('story', 'a');
    const running = expect(log.scavenge()).rejects.toThrow();
    await log.close();
    await running;
    expect(readdirSync(dir)).toEqual(['log-1']);
    log = new LogUnderTest(dir);
    expect(log.readStream('story')).toHaveLength(300);
  });

  it('keeps no handle of the old file', async () => {
    await log.append('story', 'a');
    await log.scavenge();
    const open = readdirSync('/proc/self/fd').map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return '';
      }
    });
    expect(open.filter((path) => path.startsWith(dir)).every((path) => path.startsWith(join(dir, 'log-2')))).toBe(true);
  });
});

it('a scavenge loses, doubles or moves no event while four writers append and a reader follows', async () => {
  for (let count = 0; count < 600; count++) await log.append(`old-${count % 6}`, 'x'.repeat(500));
  for (const stream of ['old-0', 'old-2', 'old-4']) await log.delete(stream);
  const seen: string[] = [];
  const cursor = logCursor(log.store, { from: log.store.tail, to: END_OF_TIME, backwards: false });
  const follow = (): void => {
    for (let isLast = false; !isLast;) {
      const page = cursor.next(10);
      seen.push(...page.records.map((record) => `${record.streamName}@${record.revision}`));
      isLast = page.isLast;
    }
  };
  const stopFollowing = log.store.onCommit(follow);

  let isOver = false;
  const write = async (stream: string): Promise<bigint> => {
    for (let next = 0n; ; next++) {
      if (isOver && next > 0n) return next;
      expect(await log.append(stream, 'live')).toMatchObject({ kind: 'written', lastRevision: next });
    }
  };
  const writers = ['new-0', 'new-1', 'new-2', 'new-3'].map(write);
  for (let round = 0; round < 3; round++) await log.scavenge();
  isOver = true;
  const counts = await Promise.all(writers);
  stopFollowing();

  for (const [index, count] of counts.entries()) {
    const wanted = Array.from({ length: Number(count) }, (_, revision) => `new-${index}@${revision}`);
    expect(seen.filter((place) => place.startsWith(`new-${index}@`))).toEqual(wanted);
    expect(log.readStream(`new-${index}`).map((place) => place.split(':')[0])).toEqual(wanted);
  }
  expect(counts.every((count) => count > 3n)).toBe(true);
  expect(log.readAll().filter((place) => place.startsWith('old-'))).toHaveLength(300);
});

/** The seed of the moments of the kills. `SCAVENGE_SEED=n` repeats a failure. */
const SEED = Number(process.env['SCAVENGE_SEED'] ?? randomInt(2 ** 31));
const ROUNDS = 12;

it(`a scavenge that is killed at any moment leaves the log as it was written (seed ${SEED})`, async () => {
  // A round has a few scavenges. The kill comes when the program has printed a number of lines.
  const linesBeforeKills = fc.sample(fc.integer({ min: 1, max: 300 }), { seed: SEED, numRuns: ROUNDS });
  const model = new Map<string, { last: bigint; hiddenBefore: bigint }>();
  let scavenges = 0;
  await log.close();
  for (const [round, linesBeforeKill] of linesBeforeKills.entries()) {
    const child = spawn(process.execPath, [SCAVENGING_PROGRAM, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split('\n').length > linesBeforeKill) child.kill('SIGKILL');
    });
    await once(child, 'close');

    const lines = output.split('\n').filter((line) => line !== '');
    scavenges += lines.filter((line) => line === 'scavenged').length;
    const writes = lines.filter((line) => line !== 'scavenged');
    const unanswered = writes.at(-1)?.startsWith('done') ? undefined : writes.pop()?.split(' ');
    for (let at = 0; at < writes.length; at += 2) {
      const [verb = '', stream = ''] = writes[at]?.split(' ') ?? [];
      const state = model.get(stream) ?? { last: -1n, hiddenBefore: 0n };
      if (verb === 'append') state.last = BigInt(writes[at + 1]?.split(' ')[1] ?? '');
      else state.hiddenBefore = state.last + 1n;
      model.set(stream, state);
    }

    log = new LogUnderTest(dir);
    for (const [stream, state] of model) {
      const found = log.store.stateOf(stream).lastRevision;
      const readable = log.readStream(stream).map((place) => BigInt(place.split('@')[1]?.split(':')[0] ?? ''));
      if (unanswered?.[1] === stream) {
        // The unanswered write may be in the log or not. From here on the state of the log counts.
        if (unanswered[0] === 'append' && found === state.last + 1n) state.last = found;
        if (unanswered[0] === 'delete' && readable.length === 0) state.hiddenBefore = state.last + 1n;
      }
      const wanted: bigint[] = [];
      for (let revision = state.hiddenBefore; revision <= state.last; revision++) wanted.push(revision);
      expect([stream, found, readable]).toEqual([stream, state.last, wanted]);
    }
    expect(readdirSync(dir)).toHaveLength(1);
    if (round < ROUNDS - 1) await log.close();
  }
  expect(scavenges).toBeGreaterThan(0);
}, 60_000);

it('a scavenge changes no read of a stream, and removes from $all exactly the events of no such read', async () => {
  const stream = fc.constantFrom('s-0', 's-1', 's-2');
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant('append' as const), stream, fc.integer({ min: 1, max: 4 })) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('metadata' as const), stream, fc.integer({ min: 0, max: 6 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('delete' as const), stream, fc.constant(0)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('tombstone' as const), stream, fc.constant(0)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('scavenge' as const), stream, fc.constant(0)) },
  );
  const texts = [
    '{}',
    '{"$tb":2}',
    '{"$maxCount":2}',
    '{"$maxAge":2}',
    '{"$tb":1,"$maxCount":3}',
    'not json',
    '{"$tb":9}',
  ];
  const streams = ['s-0', 's-1', 's-2'].flatMap((name) => [name, `$$${name}`]);

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await log.close();
      removeFolder(dir);
      dir = temporaryFolder();
      log = new LogUnderTest(dir);
      for (const [kind, name, amount] of steps) {
        log.nowMs += 1000;
        if (kind === 'append') await log.append(name, ...texts.slice(0, amount));
        else if (kind === 'metadata') await log.setMetadata(name, texts[amount] ?? '');
        else await (kind === 'scavenge' ? log.scavenge() : log[kind](name));
      }
      const isDead = (name: string): boolean => log.store.stateOf(name).lastRevision === DELETED_REVISION;
      const read = (name: string, backwards: boolean): string[] =>
        name.startsWith('$$') && isDead(name.slice(2)) ? [] : log.readStream(name, backwards);
      const view = (): unknown => [
        log.store.tail,
        streams.map((name) => [log.store.stateOf(name).lastRevision, read(name, false), read(name, true)]),
      ];
      const before = view();
      const readable = new Set(streams.flatMap((name) => read(name, false)));
      const left = log.readAll().filter((place) => readable.has(place) || place.includes(`@${DELETED_REVISION}:`));

      await log.scavenge();
      expect([view(), log.readAll()]).toEqual([before, left]);
      const { nowMs } = log;
      await reopen();
      log.nowMs = nowMs;
      expect([view(), log.readAll()]).toEqual([before, left]);
      expect(log.failures).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 60_000);
