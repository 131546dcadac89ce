import { PieceLength } from './piece-length.js';

describe('the length of the next piece', () => {
  it.each([
    ['grows four times at most, however cheap the piece was', 10, { ms: 1, rows: 0 }, 40],
    ['aims at 50 ms of the engine', 10, { ms: 25, rows: 100 }, 20],
    ['aims at 10,000 rows', 10, { ms: 1, rows: 5_000 }, 20],
    ['shrinks after a piece that took long', 30, { ms: 100, rows: 100 }, 15],
    ['shrinks to a quarter at once at most', 40, { ms: 5_000, rows: 100 }, 10],
    ['is one day at least', 1, { ms: 900, rows: 90_000 }, 1],
  ])('%s', (_title, days, cost, next) => {
    const length = new PieceLength(365);
    length.hasRead(days, cost);
    expect(length.next).toBe(next);
  });

  it('is a quarter after a piece that was too large, and all days at first', () => {
    const length = new PieceLength(400);
    expect(length.next).toBe(400);
    length.wasTooLarge(400);
    expect(length.next).toBe(100);
    length.wasTooLarge(2);
    expect(length.next).toBe(1);
  });
});
