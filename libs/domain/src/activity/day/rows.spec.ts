import type { LocalDate } from '../../calendar/local-date.js';
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

  it('are totals of the day, deleted when they came to nothing', () => {
    const totals = [
      { source: 'computers', activity: 'vim', durationMs: 999, version: 7n },
      { source: 'mobile', activity: 'vim', durationMs: 0, version: 9n },
    ] as const;
    const ofDay = { userId: 'u', localDate: '2026-01-01' };
    expect(dailyRows(owner, totals)).toEqual([
      { ...ofDay, ...totals[0], isDeleted: false },
      { ...ofDay, ...totals[1], isDeleted: true },
    ]);
  });
});
