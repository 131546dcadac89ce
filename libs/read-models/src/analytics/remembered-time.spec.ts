import type { SummedTime } from '@app/domain';
import { RememberedTime } from './remembered-time.js';

const ALICE = 'alice';
const BOB = 'bob';

/** Time with a number of rows. `durationMs` tells one reading from another. */
const time = (durationMs: number, rows = 1): SummedTime => ({
  durationsMs: Array.from({ length: rows }, () => durationMs),
  activities: { names: ['mail'], numbers: Array.from({ length: rows }, () => 0) },
  ...{ documents: undefined, pages: undefined, intervalStarts: undefined },
});

/** A table that counts how often it is read. */
class Table {
  reads = 0;
  readonly read = (): Promise<SummedTime> => Promise.resolve(time(++this.reads));
}

/** A promise that the test settles. */
function byHand<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}

let table: Table;
let remembered: RememberedTime;
beforeEach(() => {
  table = new Table();
  remembered = new RememberedTime(6_000);
});

const ask = (userId = ALICE, query = 'today') => remembered.timeOf({ userId, query }, table.read);
const noWrite = () => Promise.resolve();

describe('remembered time', () => {
  it('answers the same query of the same user without reading', async () => {
    expect([await ask(), await ask()]).toEqual([time(1), time(1)]);
  });

  it('is forgotten when its user asks for nothing for a while', async () => {
    remembered = new RememberedTime(6_000, 1);
    await ask();
    while ((await ask()).durationsMs[0] === 1) await new Promise((done) => setTimeout(done, 2));
    expect(table.reads).toBeGreaterThan(1);
  });

  it('reads for another query and for another user', async () => {
    await ask();
    expect([await ask(ALICE, 'yesterday'), await ask(BOB), await ask()]).toEqual([time(2), time(3), time(1)]);
  });

  it('reads once for all who ask the same while it is being read', async () => {
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([time(1), time(1), time(1)]);
    expect(table.reads).toBe(1);
  });

  it.each([
    ['the user', new Set([ALICE]), true],
    ['that user among others', new Set([BOB, ALICE]), true],
    ['all users', 'all' as const, true],
    ['another user', new Set([BOB]), false],
    ['no user', new Set<string>(), false],
  ])('after a write for %s: reads again or not', async (_title, users, isReadAgain) => {
    await ask();
    await remembered.whileWriting(users, noWrite);
    await ask();
    expect(table.reads).toBe(isReadAgain ? 2 : 1);
  });

  it.each(['before the write began', 'while the write was under way'])(
    'does not keep what was being read %s, nor give it to those who ask afterwards',
    async (moment) => {
      const [reading, writing] = [byHand<SummedTime>(), byHand<undefined>()];
      const slowly = () => remembered.timeOf({ userId: ALICE, query: 'today' }, () => reading.promise);
      const early = moment === 'before the write began' ? slowly() : undefined;
      const written = remembered.whileWriting(new Set([ALICE]), () => writing.promise);
      const asked = early ?? slowly();
      writing.resolve(undefined);
      await written;
      const afterwards = ask();
      reading.resolve(time(77));
      expect([await asked, await afterwards, await ask()]).toEqual([time(77), time(1), time(1)]);
    },
  );

  it('forgets after a write that failed, which may have been done, and passes the failure on', async () => {
    await ask();
    const lost = new Error('no answer');
    await expect(remembered.whileWriting(new Set([ALICE]), () => Promise.reject(lost))).rejects.toBe(lost);
    await ask();
    expect(table.reads).toBe(2);
  });

  it('passes a failed read on to all who wait for it, and reads again for the next', async () => {
    const reading = byHand<SummedTime>();
    const slowly = () => remembered.timeOf({ userId: ALICE, query: 'today' }, () => reading.promise);
    const both = Promise.allSettled([slowly(), slowly()]);
    reading.reject(new Error('down'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask()).toEqual(time(1));
  });

  const large = (query: string, answer: Partial<SummedTime>) =>
    remembered.timeOf({ userId: ALICE, query }, () => Promise.resolve({ ...time(++table.reads), ...answer }));

  it.each([
    ['rows', (bytes: number) => ({ durationsMs: Array<number>(Math.floor(bytes / 24) - 3).fill(1) })],
    ['long titles', (bytes: number) => ({ documents: ['x'.repeat(bytes - 100)] })],
    ['long paths', (bytes: number) => ({ pages: ['x'.repeat(bytes - 100)] })],
  ])('holds no more %s than it may: the longest unused answers go, and too large ones never stay', async (_t, of) => {
    for (let n = 0; n < 8; n++) await large(`query ${n}`, of(900));
    const { reads } = table;
    await large('query 7', of(900));
    expect(table.reads).toBe(reads);
    await large('query 0', of(900));
    expect(table.reads).toBe(reads + 1);
    for (let n = 0; n < 2; n++) await large('whole history', of(1_300));
    expect(table.reads).toBe(reads + 3);
  });

  it('takes the answers of the user who has most: what others asked for stays', async () => {
    const asked = (userId: string, query: string) =>
      remembered.timeOf({ userId, query }, () =>
        Promise.resolve({ ...time(++table.reads), documents: ['x'.repeat(800)] }),
      );
    await asked(BOB, 'today');
    for (let n = 0; n < 40; n++) await asked(ALICE, `query ${n}`);
    const { reads } = table;
    await asked(BOB, 'today');
    await asked(ALICE, 'query 39');
    expect(table.reads).toBe(reads);
  });

  it('has room again after a write, and after a user was forgotten', async () => {
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 6; n++) await large(`query ${n}`, { documents: ['x'.repeat(800)] });
      const { reads } = table;
      for (let n = 0; n < 6; n++) await large(`query ${n}`, {});
      expect(table.reads).toBe(reads);
      remembered.forget(round === 1 ? 'all' : new Set([ALICE]));
    }
  });
});
