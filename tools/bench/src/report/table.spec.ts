import { alignedTable } from './table.js';

describe('alignedTable', () => {
  it('puts texts to the left and numbers to the right: whole ones whole, others with three digits', () => {
    const table = alignedTable(
      ['load', 'calls', 'acks/s', 'p50 ms'],
      [
        ['1 x 1', 2_000, 12_345.6, 0.1234],
        ['8 x 100', 8, 99.94, 1.5],
      ],
    );
    expect(table).toBe(
      ['load     calls  acks/s  p50 ms', '1 x 1    2,000  12,346   0.123', '8 x 100      8    99.9    1.50'].join('\n'),
    );
  });

  it('is its headers when there are no rows', () => {
    expect(alignedTable(['a', 'b'], [])).toBe('a  b');
  });
});
