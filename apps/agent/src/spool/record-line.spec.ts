import { decodeLine, decodeSegment, encodeLine, type SpoolRecord } from './record-line.js';

const record = (sequence: number): SpoolRecord => ({
  sequence,
  id: `00000000-0000-5000-8000-${String(sequence).padStart(12, '0')}`,
  application: 'XTerm',
  title: `line\n"${sequence}" – ünï日本`,
  startedAt: 1_795_176_000_000 + sequence * 1_000,
  endedAt: 1_795_176_000_500 + sequence * 1_000,
});

describe('a spooled line', () => {
  it('reads back as it was written', () => {
    const line = encodeLine(record(1));
    expect(line).toMatch(/^[0-9a-f]{8} \{[^\n]*\}\n$/);
    expect(decodeLine(line.trimEnd())).toEqual(record(1));
  });

  it.each([
    ['empty', ''],
    ['too short', '00000000'],
    ['garbage', 'not a record at all'],
    ['zeros', '\0'.repeat(64)],
    ['an empty record with its right checksum', '00000000 '],
    ['changed by one character', encodeLine(record(1)).trimEnd().replace('XTerm', 'XTerN')],
  ])('that is %s is no record', (_title, line) => {
    expect(decodeLine(line)).toBeNull();
  });
});

describe('a segment', () => {
  const records = [1, 2, 3, 4, 5].map(record);
  const bytes = Buffer.from(records.map(encodeLine).join(''));
  const ends = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([index]) => index + 1);

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['64 zero bytes', Buffer.alloc(64)],
    ['old garbage with line ends', Buffer.from('garbage\nmore garbage\n')],
  ])('cut at any byte, followed by %s, gives exactly its whole records', (_title, garbage) => {
    for (let length = 0; length <= bytes.length; length++) {
      const content = decodeSegment(Buffer.concat([bytes.subarray(0, length), garbage]));
      const whole = ends.filter((end) => end <= length);
      expect(content.records).toEqual(records.slice(0, whole.length));
      expect(content.wholeBytes).toBe(whole.at(-1) ?? 0);
      expect(content.damagedLines).toBe(0);
    }
  });

  it('with a damaged line in the middle gives the others and counts it', () => {
    const damaged = Buffer.from(bytes);
    damaged[(ends[1] ?? 0) + 20] = 0;
    const content = decodeSegment(damaged);
    expect(content.records.map(({ sequence }) => sequence)).toEqual([1, 2, 4, 5]);
    expect(content).toMatchObject({ wholeBytes: bytes.length, damagedLines: 1 });
  });
});
