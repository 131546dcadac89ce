import type { LocalDate } from '@app/domain';
import type { LiveKind } from './live-kinds.js';
import { UntoldChanges } from './untold-changes.js';

const ALL = { all: true, kinds: [], days: [] };
const told = (kinds: string[], days: string[] = []) => ({ all: false, kinds, days });

function untold(...changes: [position: number, kind: LiveKind, day?: string][]): UntoldChanges {
  const untold = new UntoldChanges();
  for (const [position, kind, day] of changes)
    untold.add({ userId: 'ada', position: BigInt(position), kind, day: day as LocalDate | undefined });
  return untold;
}

describe('what a page was not told yet', () => {
  it('is told once, by kind and day, in order', () => {
    const changes = untold([5, 'taxonomy'], [6, 'activities', '2026-11-29'], [7, 'activities', '2026-11-28']);
    expect(changes.take(9n)).toEqual(told(['activities', 'taxonomy'], ['2026-11-28', '2026-11-29']));
    expect(changes.take(9n)).toBeUndefined();
    expect(changes.toldUpTo(9n)).toBe(9n);
  });

  it('waits for the tables when it is time, and for nothing otherwise', () => {
    const changes = untold([5, 'activities', '2026-11-29'], [6, 'offline-time', '2026-11-29'], [7, 'highlights']);
    expect(changes.waitsForTables(4n)).toBe(true);
    expect(changes.take(4n)).toEqual(told(['highlights']));
    expect(changes.toldUpTo(7n)).toBe(4n);
    expect(changes.take(5n)).toEqual(told(['activities'], ['2026-11-29']));
    expect(changes.toldUpTo(7n)).toBe(5n);
    expect(changes.take(6n)).toEqual(told(['offline-time'], ['2026-11-29']));
    expect([changes.waitsForTables(6n), changes.toldUpTo(7n)]).toEqual([false, 7n]);
  });

  it('is told of a day that never gets quiet, and again later', () => {
    const changes = untold([5, 'activities', '2026-11-29'], [8, 'activities', '2026-11-29']);
    expect(changes.take(6n)).toEqual(told(['activities'], ['2026-11-29']));
    expect([changes.toldUpTo(8n), changes.waitsForTables(6n)]).toEqual([6n, true]);
    expect(changes.take(6n)).toBeUndefined();
    expect(changes.take(8n)).toEqual(told(['activities'], ['2026-11-29']));
  });

  it('is all of it at once after a gap, and once more when the tables have come there', () => {
    const changes = untold([9, 'highlights']);
    changes.addAll(0n, 12n);
    expect(changes.take(10n)).toEqual(ALL);
    expect([changes.take(11n), changes.toldUpTo(15n), changes.waitsForTables(11n)]).toEqual([undefined, 0n, true]);
    expect(changes.take(12n)).toEqual(ALL);
    expect([changes.take(12n), changes.toldUpTo(15n)]).toEqual([undefined, 15n]);
  });

  it('is all of it once when the tables are there already', () => {
    const changes = untold();
    changes.addAll(0n, 12n);
    expect([changes.take(12n), changes.take(12n), changes.toldUpTo(12n)]).toEqual([ALL, undefined, 12n]);
  });

  it('is all of it when time of any day changed', () => {
    const changes = untold([5, 'activities'], [5, 'erasures']);
    expect([changes.take(5n), changes.take(5n)]).toEqual([ALL, undefined]);
  });

  it('stays small for a page that reads slowly', () => {
    const days = Array.from({ length: 101 }, (_, n): [number, LiveKind, string] => [5 + n, 'activities', `day ${n}`]);
    const changes = untold(...days);
    expect(changes.toldUpTo(200n)).toBe(4n);
    expect([changes.take(104n), changes.take(105n), changes.take(105n)]).toEqual([ALL, ALL, undefined]);
  });
});
