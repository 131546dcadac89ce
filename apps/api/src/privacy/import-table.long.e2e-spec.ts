import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TableOptions, withoutApostrophes } from '@app/client';
import fc from 'fast-check';
import { type ImportAnswer } from '../../../admin/src/admin-client.js';
import { importFile } from '../../../admin/src/import-file.js';
import { defused } from './exported-lines.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const HEADER = 'Date,Time Spent (seconds),Activity,Document';
const DAY = '2026-11-20';
let app: TestApp;
let folder: string;
let users = 0;
beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'timeledger-table-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const newKey = async (zone?: string) => (await app.createUser(`table-${++users}@example.org`, zone)).fullKey;

/** Imports a table as the command does, and what it told the terminal. */
async function importTable(key: string, table: string | Buffer | readonly string[], options?: TableOptions) {
  const file = join(folder, 'table.csv');
  await writeFile(file, Array.isArray(table) ? [HEADER, ...(table as string[])].join('\n') : (table as string));
  let told = '';
  const take = async (batch: object) => {
    const { status, body } = await app.http.post('/api/v1/imports').set('Authorization', `Bearer ${key}`).send(batch);
    expect(status).toBe(200);
    return body as ImportAnswer;
  };
  const terminal = { write: (text: string) => (told += text) };
  return { done: await importFile(file, { take, terminal }, options), told };
}

/** `09:00 emacs 1200`, by hour, in the order of reports. */
async function hours(key: string, day = DAY, kind = 'activity'): Promise<string[]> {
  await app.caughtUp();
  const query = { format: 'json', pv: 'interval', rk: kind, rb: day, re: day };
  const { body } = await app.http.get('/anapi/data').query(query).set('Authorization', `Bearer ${key}`).expect(200);
  return (body as { rows: [string, number, number, string][] }).rows.map(
    ([date, seconds, , activity]) => `${date.slice(11, 16)} ${activity} ${seconds}`,
  );
}

describe('a row with a wrong quote', () => {
  const good = Array.from({ length: 20 }, (_, n) => `${DAY}T09:00:00,60,a${n},notes`);
  it.each([
    ['text behind a quoted part', `${DAY}T10:00:00,60,chrome,"Hello" - Search`],
    ['a quote that is not closed', `${DAY}T10:00:00,60,chrome,"Hello`],
    ['a quote within', `${DAY}T10:00:00,60,chrome,5" disk - Search`],
    ['an open quote before quoted cells', `${DAY}T10:00:00,60,"chrome,x`],
    ['a separator without quotes', `${DAY}T10:00:00,60,chrome,Hello, world`],
    ['too few cells', `${DAY}T10:00:00,60`],
  ])('because of %s is named, and no other row is lost', async (_title, bad) => {
    const key = await newKey();
    const quoted = `${DAY}T11:00:00,60,"vim","a ""b"", c"`;
    const { done, told } = await importTable(key, [...good.slice(0, 10), bad, quoted, ...good.slice(10)]);
    expect(done).toMatchObject({ imported: 21, rejected: 1 });
    expect(told).toContain('line 12: ');
    expect(told.match(/line /g)).toHaveLength(1);
    expect(await hours(key, DAY)).toContain('11:00 vim 60');
  });

  it('is told from a quoted cell of several lines', async () => {
    const key = await newKey();
    const { done } = await importTable(key, [`${DAY}T09:00:00,60,vim,"one`, 'two"', `${DAY}T10:00:00,60,vim,three`]);
    expect(done).toMatchObject({ imported: 2, rejected: 0 });
  });
});

describe('an hour that is exported again', () => {
  it('adds what it has grown by, and tells every row from the others', async () => {
    const key = await newKey();
    await importTable(key, [`${DAY}T09:00:00,1200,emacs,`, `${DAY}T08:00:00,60,vim,`]);
    const later = [`${DAY}T09:00:00,3000,emacs,`, `${DAY}T09:00:00,300,calc,`, `${DAY}T08:00:00,60,vim,`];
    const { done, told } = await importTable(key, later);
    const seconds = { secondsInFile: 3_360, secondsStored: 3_360 };
    expect(done).toEqual({ imported: 1, grown: 1, duplicates: 1, rejected: 0, ...seconds });
    expect(told).toContain('seconds in the file: 3,360   stored of them: 3,360');
    expect(await hours(key)).toEqual(['08:00 vim 60', '09:00 emacs 3000', '09:00 calc 300']);
    const again = await importTable(key, later);
    expect(again.done).toEqual({ imported: 0, grown: 0, duplicates: 3, rejected: 0, ...seconds });
    const earlier = await importTable(key, [`${DAY}T09:00:00,1200,emacs,`]);
    expect(earlier.done).toMatchObject({ duplicates: 1, secondsInFile: 1_200, secondsStored: 3_000 });
    expect(await hours(key)).toHaveLength(3);
  });

  it('grows over the length of the hour onto another device', async () => {
    const key = await newKey();
    await importTable(key, [`${DAY}T09:00:00,3600,emacs,`]);
    const { done } = await importTable(key, [`${DAY}T09:00:00,3600,emacs,`, `${DAY}T09:00:00,600,mail,`]);
    expect(done).toMatchObject({ imported: 1, duplicates: 1, secondsStored: 4_200 });
    expect(await hours(key)).toEqual(['09:00 emacs 3600', '09:00 mail 600']);
  });

  it('names a row that leaves no time', async () => {
    const key = await newKey('America/Sao_Paulo');
    const { done, told } = await importTable(key, [
      ...['2018-11-04T00:00:00,3600,a,', '2018-11-04T01:00:00,3600,b,', '2090-01-01T09:00:00,60,c,'],
    ]);
    expect(done).toMatchObject({ imported: 1, rejected: 2, secondsInFile: 7_260, secondsStored: 3_600 });
    expect(told).toContain('line 2: The clock skipped this local time');
    expect(told).toContain('line 4: ');
    expect(await hours(key, '2018-11-04')).toEqual(['01:00 b 3600']);
  });
});

describe('a table in which every row begins at midnight', () => {
  const byDay = [`${DAY}T00:00:00,20000,emacs,`, `${DAY}T00:00:00,9000,github.com,`];
  it('is refused before anything is imported', async () => {
    const key = await newKey();
    await expect(importTable(key, byDay)).rejects.toThrow('--rows days');
    await expect(importTable(key, [`${DAY},20000,emacs,`])).rejects.toThrow('every row begins at midnight');
    expect(await hours(key)).toEqual([]);
  });

  it('is laid out over the day, or taken for hours, when the user says so', async () => {
    const key = await newKey();
    const { done } = await importTable(key, byDay, { rows: 'days' });
    expect(done).toMatchObject({ imported: 2, secondsStored: 29_000 });
    expect((await hours(key)).slice(0, 2)).toEqual(['00:00 emacs 3600', '01:00 emacs 3600']);
    expect((await importTable(key, byDay, { rows: 'days' })).done).toMatchObject({ duplicates: 2 });
    const other = await newKey();
    await importTable(other, [`${DAY}T00:00:00,60,emacs,`], { rows: 'hours' });
    expect(await hours(other)).toEqual(['00:00 emacs 60']);
  });
});

describe('a table of another form', () => {
  const row = `${DAY}T09:00:00,60,Müller,Größe`;
  const cp1252 = Buffer.from([HEADER, row].join('\n'), 'latin1');

  it.each<[title: string, table: string | Buffer, told: string]>([
    ['with semicolons', [HEADER, row].join('\n').replaceAll(',', ';'), ''],
    ['with tabs and CR LF', [HEADER, row].join('\r\n').replaceAll(',', '\t'), ''],
    ['with CR alone, a byte order mark and lower case', `\ufeff${HEADER.toLowerCase()}\r${row}\r`, ''],
    ['with quoted headers', [HEADER.replace('Date', '"Date"'), row].join('\n'), ''],
    ['in UTF-16', Buffer.from(`\ufeff${HEADER}\n${row}`, 'utf16le'), ''],
    ['in UTF-16 without a mark', Buffer.from(`${HEADER}\n${row}`, 'utf16le'), ''],
    ['in Windows-1252', cp1252, 'is not UTF-8. It is read as windows-1252'],
  ])('%s is read', async (_title, table, notice) => {
    const key = await newKey();
    const { done, told } = await importTable(key, table);
    expect(done).toMatchObject({ imported: 1, rejected: 0 });
    expect(told).toContain(notice);
    expect(await hours(key)).toEqual(['09:00 Müller 60']);
  });

  it('in several encodings at once, or in another than the named one, is refused', async () => {
    const key = await newKey();
    const mixed = Buffer.concat([cp1252, Buffer.from(`\n${row}`)]);
    await expect(importTable(key, mixed)).rejects.toThrow('Name its encoding');
    await expect(importTable(key, cp1252, { encoding: 'utf-8' })).rejects.toThrow('is not the encoding of');
    await expect(importTable(key, cp1252, { encoding: 'klingon' })).rejects.toThrow('not an encoding');
    expect((await importTable(key, cp1252, { encoding: 'iso-8859-1' })).done).toMatchObject({ imported: 1 });
  });

  it('is the archive of an account, by its own offsets and without a header', async () => {
    const key = await newKey('America/New_York');
    const archive = [
      `${DAY} 10:00:00 -0800,Emacs,"notes, of today",Editing & IDEs,Software Development,600`,
      `${DAY} 10:00:00 -0800,github.com,No Details,General Software Development,Software Development,1200`,
      `${DAY} 11:00:00 -0800,Emacs,No Details,Editing & IDEs,Software Development,x`,
    ];
    const { done, told } = await importTable(key, archive.join('\n'));
    expect(done).toMatchObject({ imported: 2, rejected: 1, secondsInFile: 1_800, secondsStored: 1_800 });
    expect(told).toContain('line 3: Time Spent is a whole number of seconds');
    expect(await hours(key)).toEqual(['13:00 github.com 1200', '13:00 Emacs 600']);
    expect((await importTable(key, archive.join('\n'))).done).toMatchObject({ duplicates: 2 });
  });

  it('keeps the time of rows on both sides of a change at 00:01, in any order', async () => {
    const key = await newKey('America/St_Johns');
    const cells = 'Emacs,notes,Editing & IDEs,Software Development';
    const archive = [`2011-03-13 01:05:00 -0230,${cells},300`, `2011-03-13 00:00:00 -0330,${cells},300`];
    const { done } = await importTable(key, archive.join('\n'));
    expect(done).toMatchObject({ imported: 2, secondsInFile: 600, secondsStored: 600 });
  });

  it('without rows or without anything is imported as nothing', async () => {
    const key = await newKey();
    for (const text of ['', '\n\n', HEADER]) {
      expect((await importTable(key, text)).done).toMatchObject({ imported: 0, rejected: 0, secondsInFile: 0 });
    }
  });
});

it('an export with bytes that are not UTF-8 is told by its line, and keeps every separator of Unicode', async () => {
  const key = await newKey();
  const line = (id: number, description: string) => {
    const data = { id, description, date: DAY, createdAt: 1 };
    const stream = 'highlight-a0a0a0a0-8b86-4d01-b42d-00cf4fc964ff';
    return JSON.stringify({ stream, id: `i${id}`, type: 'HighlightPosted', data });
  };
  const good = Buffer.from(`\ufeff${line(1, 'Müller\u2028Größe')}\n`);
  const { done, told } = await importTable(key, Buffer.concat([good, Buffer.from(line(2, 'Müller'), 'latin1')]));
  expect(done).toMatchObject({ imported: 1, rejected: 1 });
  expect(told).toContain('line 2: It is not in UTF-8.');
  const { body } = await app.http.get('/api/v1/highlights').set('Authorization', `Bearer ${key}`).expect(200);
  expect(body).toMatchObject({ highlights: [{ description: 'Müller\nGröße' }] });
});

it('reads our own CSV export back, texts that look like formulas included, and a second time adds nothing', async () => {
  const [from, to] = [await newKey(), await newKey()];
  const titles = ['=HYPERLINK("https://evil.example","x")', '-2', "'=1", '+49 30 1;=2', '@ada', 'plain'];
  const startedAt = Date.parse(`${DAY}T09:00:00Z`);
  const activities = titles.map((title, n) => ({
    ...{ id: String(n), application: n === 0 ? '=cmd' : 'Vim', title },
    ...{ startedAt: startedAt + n * 30_500, endedAt: startedAt + (n + 1) * 30_500 },
  }));
  const device = { id: 'd', machine: 'm', osUser: 'u' };
  const bring = app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${from}`);
  await bring.send({ device, source: 'computers', activities }).expect(200);
  const exportOf = async (key: string) => {
    const answer = app.http.get('/api/v1/export?format=csv').set('Authorization', `Bearer ${key}`);
    return (await answer.expect(200)).text;
  };
  const csv = await exportOf(from);
  for (const cell of csv.split(/[,\n]/)) expect(cell).not.toMatch(/^"?[=+@]/);
  expect((await importTable(to, csv)).done).toMatchObject({ imported: titles.length, rejected: 0 });
  const textsOf = (text: string) =>
    text
      .split('\n')
      .map((line) => line.replace(/,[-\d]+,[\d.]+$/, ''))
      .sort();
  expect(textsOf(await exportOf(to))).toEqual(textsOf(csv));
  expect((await importTable(to, csv)).done).toMatchObject({ imported: 0, duplicates: titles.length });
});

it('reads any text back as it was before the export defused it', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', '-', ';', '\t', 'a', ' ') });
  fc.assert(fc.property(text, (any) => expect(withoutApostrophes(defused(any))).toBe(any)));
});
