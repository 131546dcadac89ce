import { memoryStorage } from '../testing/memory-storage.js';
import { Queue } from './queue.js';
import { MOST_PIECES, RECORDS_OF_PIECE } from './segments.js';
import type { StayRecord } from './stays.js';

const record = (n: number, endedAt = n + 1): StayRecord => ({
  ...{ id: `r${n}`, page: { host: 'a.example', path: '/', title: '' }, startedAt: n, endedAt },
});
const records = (from: number, to: number) => Array.from({ length: to - from }, (_unused, n) => record(from + n));

describe('the queue', () => {
  it('gives back what was added, oldest first, also after a new start', async () => {
    const storage = memoryStorage();
    await new Queue(storage).add([record(1), record(2)]);
    await new Queue(storage).add([record(3)]);
    expect(await new Queue(storage).oldest(2)).toEqual([record(1), record(2)]);
    expect(await new Queue(storage).size()).toEqual({ waiting: 3, dropped: 0 });
  });

  it('holds a record that grew once, with its last end', async () => {
    const queue = new Queue(memoryStorage());
    await queue.add([record(1, 10)]);
    await queue.add([record(1, 20)]);
    expect(await queue.oldest(9)).toEqual([record(1, 20)]);
  });

  it('keeps a record that grew while it was sent', async () => {
    const queue = new Queue(memoryStorage());
    await queue.add([record(1, 10), record(2)]);
    const sent = await queue.oldest(9);
    await queue.add([record(1, 20)]);
    await queue.settle(sent);
    expect(await queue.oldest(9)).toEqual([record(1, 20)]);
  });

  it('sends many records piece after piece, and leaves nothing behind', async () => {
    const storage = memoryStorage();
    const queue = new Queue(storage);
    const all = records(0, 400);
    for (const one of all) await queue.add([one]);
    const sent: StayRecord[] = [];
    for (let piece = await queue.oldest(500); piece.length > 0; piece = await queue.oldest(500)) {
      sent.push(...piece);
      await queue.settle(piece);
    }
    expect(sent).toEqual(all);
    expect(storage.names()).toHaveLength(2);
  });

  it('settles a part of a piece', async () => {
    const queue = new Queue(memoryStorage());
    await queue.add(records(0, 10));
    await queue.settle(await queue.oldest(4));
    expect(await queue.oldest(500)).toEqual(records(4, 10));
  });

  it('drops the oldest records when there are too many, and counts them', async () => {
    const queue = new Queue(memoryStorage());
    const all = MOST_PIECES * RECORDS_OF_PIECE + 5;
    for (let n = 0; n < all; n += RECORDS_OF_PIECE) await queue.add(records(n, Math.min(n + RECORDS_OF_PIECE, all)));
    const { waiting, dropped } = await queue.size();
    expect(waiting + dropped).toBe(all);
    expect(dropped).toBe(RECORDS_OF_PIECE);
    expect(await queue.oldest(1)).toEqual([record(RECORDS_OF_PIECE)]);
  });

  it('loses nothing when two parts of the program use it at once', async () => {
    const queue = new Queue(memoryStorage());
    await Promise.all(records(0, 40).map((one) => queue.add([one])));
    expect((await queue.size()).waiting).toBe(40);
  });

  it('drops erased records, also in pieces that are full, and sends the others', async () => {
    const storage = memoryStorage();
    const queue = new Queue(storage);
    for (const one of records(0, 400)) await queue.add([one]);
    await queue.drop(({ startedAt }) => startedAt < 301);
    expect((await queue.size()).waiting).toBe(99);
    expect(await queue.oldest(500)).toEqual(records(301, 400));
    expect(storage.names()).toHaveLength(2);
  });

  it('forgets everything when asked', async () => {
    const storage = memoryStorage();
    const queue = new Queue(storage);
    await queue.add(records(0, 400));
    await queue.clear();
    expect(storage.names()).toEqual([]);
  });
});
