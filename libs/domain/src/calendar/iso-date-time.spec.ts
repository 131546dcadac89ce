import fc from 'fast-check';
import { isoDateTime } from './iso-date-time.js';

describe('a moment with its offset', () => {
  it.each([
    ['2020-07-07T23:17:06Z', 300, '2020-07-08T04:17:06.000+05:00'],
    ['2026-01-01T00:00:00.007Z', 0, '2026-01-01T00:00:00.007+00:00'],
    ['2026-01-01T00:00:00Z', -300, '2025-12-31T19:00:00.000-05:00'],
    ['2026-01-01T00:00:00Z', 345, '2026-01-01T05:45:00.000+05:45'],
    ['2026-01-01T00:00:00Z', -210, '2025-12-31T20:30:00.000-03:30'],
    ['2026-01-01T00:00:00Z', 825, '2026-01-01T13:45:00.000+13:45'],
  ])('%s at %i minutes is %s', (utc, offset, text) => expect(isoDateTime(Date.parse(utc), offset)).toBe(text));

  it('is the same moment with every offset', () => {
    const moments = fc.integer({ min: 0, max: Date.UTC(2098, 0) });
    fc.assert(
      fc.property(moments, fc.integer({ min: -840, max: 840 }), (ms, offset) => {
        expect(Date.parse(isoDateTime(ms, offset))).toBe(ms);
      }),
    );
  });
});
