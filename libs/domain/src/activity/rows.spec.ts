import fc from 'fast-check';
import type { LocalDate } from '../calendar/local-date.js';
import type { BucketTotal } from './activity-day.js';
import { bucketRows, dailyRows, type DayOwner } from './rows.js';

const HALF_PAST_NINE = Date.UTC(2026, 0, 1, 9, 30);
const owner: DayOwner = { userId: 'u', localDate: '2026-01-01' as LocalDate };
const total = (of: Partial<BucketTotal>): BucketTotal => ({
  source: 'computers',
  activity: 'chrome',
  document: 'No Details',
  page: '',
  bucketStartUtc: HALF_PAST_NINE,
  utcOffsetMinutes: 330,
  durationMs: 1000,
  version: 1n,
  ...of,
});

describe('the rows of a day', () => {
  it('are buckets with their local and UTC start in seconds', () => {
    expect(bucketRows(owner, [total({ document: 'work', page: '/a' }), total({ durationMs: 0 })])).toEqual([
      {
        userId: 'u',
        localDate: '2026-01-01',
        bucketLocal: Date.UTC(2026, 0, 1, 15) / 1000,
        bucketUtc: HALF_PAST_NINE / 1000,
        source: 'computers',
        activity: 'chrome',
        document: 'work',
        page: '/a',
        durationMs: 1000,
        version: 1n,
        isDeleted: false,
      },
      expect.objectContaining({ durationMs: 0, isDeleted: true }),
    ]);
  });

  it('are daily sums by source and activity, as new as their newest part', () => {
    const parts = [
      total({ durationMs: 333 }),
      total({ durationMs: 333, bucketStartUtc: 0, version: 7n }),
      total({ durationMs: 333, document: 'other', version: 3n }),
      total({ activity: 'vim', version: 9n }),
      total({ source: 'mobile', durationMs: 0 }),
    ];
    expect(dailyRows(owner, parts)).toMatchObject([
      { source: 'computers', activity: 'chrome', durationMs: 999, version: 7n, isDeleted: false },
      { source: 'computers', activity: 'vim', durationMs: 1000, version: 9n },
      { source: 'mobile', activity: 'chrome', durationMs: 0, isDeleted: true },
    ]);
  });

  it('hold in all the time of the buckets, whatever splits them', () => {
    const part = fc.record({ document: fc.constantFrom('work', 'play'), durationMs: fc.nat(300_000) });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const sum = (rows: readonly { durationMs: number }[]) => rows.reduce((ms, row) => ms + row.durationMs, 0);
        expect(sum(dailyRows(owner, parts.map(total)))).toBe(sum(parts));
      }),
    );
  });
});
