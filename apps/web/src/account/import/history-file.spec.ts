import { type HistoryFile, lookAt } from './history-file.js';

const EVENT = JSON.stringify({ stream: 's', id: 'a', type: 'T', data: {} });
const TABLE = 'Date,Time Spent (seconds),Activity\n2026-11-20T09:00:00,60,vim\n2026-11-20T09:05:00,30,mail\n';
const file = (content: string | Uint8Array<ArrayBuffer>, name = 'history') => new File([content], name);
/** A file that says it is larger than it is. */
const large = (content: string, size: number) => Object.defineProperty(file(content), 'size', { value: size });
const short = (found: HistoryFile) => (found.kind === 'refused' ? `refused: ${found.why}` : found.kind);

describe('a file that a person chose', () => {
  it.each<[title: string, chosen: File, kind: string]>([
    ['an export', file(`${EVENT}\n${EVENT}`), 'export'],
    ['an export with a byte order mark and blank lines', file(`\ufeff\n\n${EVENT}\n`), 'export'],
    ['an export of one very long line', file(`{"stream":"s","data":"${'x'.repeat(50_000)}"}`), 'export'],
    ['a table', file(TABLE), 'table'],
    [
      'a table of whole days',
      file('Date;Time Spent (seconds);Activity\n2026-11-20T00:00:00;60;vim\n'),
      'length-needed',
    ],
    ['an empty one', file(''), 'refused: empty'],
    ['only a header', file('Date,Time Spent (seconds),Activity\n'), 'refused: other'],
    ['other JSON', file('{"a":1}'), 'refused: other'],
    ['a picture', file(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x81)), 'refused: other'],
    ['a text', file('Dear diary,\n'), 'refused: other'],
    ['bytes of no encoding', file(Uint8Array.of(0x4d, 0x81, 0x4d)), 'refused: encoding'],
    ['an export of 2 GB and more', large(EVENT, 2_000_000_001), 'refused: large'],
    ['a table of 100 MB and more', large(TABLE, 100_000_001), 'refused: large'],
  ])('is recognised: %s', async (_title, chosen, kind) => expect(short(await lookAt(chosen))).toBe(kind));

  it('shows its first lines, cut where they are long', async () => {
    const found = await lookAt(file(`${TABLE}${'2026-11-20T10:00:00,1,x\n'.repeat(9)}`));
    expect(found).toMatchObject({ lines: [...TABLE.trim().split('\n'), ...Array(2).fill('2026-11-20T10:00:00,1,x')] });
    const cut = await lookAt(file(`{"stream":"${'x'.repeat(999)}"}`));
    expect('lines' in cut && cut.lines.map(({ length }) => length)).toEqual([301]);
  });

  it('of whole days is read as the person says', async () => {
    const chosen = file('Date,Time Spent (seconds),Activity\n2026-11-20T00:00:00,60,vim\n');
    expect(await lookAt(chosen, 'days')).toMatchObject({ kind: 'table', table: { bucketSeconds: 86_400 } });
  });
});
