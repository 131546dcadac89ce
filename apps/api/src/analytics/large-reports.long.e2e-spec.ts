import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { insertSelect } from '@app/read-models';
import { startApp, type TestApp } from '../testing/start-app.js';

const ROWS_OF_A_DAY = 1_000;
const DAYS = 120;
/** More documents than may be held without waiting. */
const NAMES = 60_000;

let app: TestApp;
let origin: string;
let heavy: { id: string; key: string };
let quiet: { id: string; key: string };
let named: { id: string; key: string }[];

beforeAll(async () => {
  app = await startApp();
  origin = await app.listen();
  [heavy, quiet] = [await app.createUser('heavy@example.org'), await app.createUser('quiet@example.org')];
  named = [await app.createUser('one@example.org'), await app.createUser('other@example.org')];
  await app.caughtUp();
  await write(heavy.id, ROWS_OF_A_DAY);
  await write(quiet.id, 10);
  for (const { id } of named) await write(id, NAMES / DAYS, NAMES);
});
afterAll(() => app.close());

/** Rows of each day of four months, past the log: the projector would need minutes. */
async function write(userId: string, rowsOfADay: number, documents = rowsOfADay): Promise<void> {
  const rows = `
    SELECT toDateTime('2026-01-01 00:00:00', 'UTC') + toIntervalDay(intDiv(number, ${rowsOfADay}))
        + toIntervalMinute(5 * (number % 288)) AS at,
      'computers' AS source, concat('application-', toString(number % 7)) AS activity,
      rightPad(concat('Document ', toString(number % ${documents})), 60, '.') AS document
    FROM numbers(${rowsOfADay * DAYS})`;
  await app.stores.readModels.database.change(
    insertSelect(`INSERT INTO buckets (user_id, bucket_local, bucket_utc, source, activity, document, page, local_date,
        duration_ms, version, is_deleted)
      SELECT toUUID('${userId}'), at, at, source, activity, document, '', toDate(at), 1000, 1, 0 FROM (${rows})`),
  );
}

const ALL_DAYS = { rb: '1970-01-01', re: '9999-12-31' };
const ONE_DAY = { rb: '2026-02-03', re: '2026-02-03' };
const form = { pv: 'interval', rs: 'minute', rk: 'document' };
const pathOf = (parameters: Record<string, string>) => `/anapi/data?${new URLSearchParams(parameters).toString()}`;

async function begun(path: string): Promise<IncomingMessage> {
  const [response] = (await once(get(`${origin}${path}`), 'response')) as [IncomingMessage];
  return response;
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const ask = async (parameters: Record<string, string>) => textOf(await begun(pathOf(parameters)));

describe('a report of more rows than one piece holds', () => {
  it('has every row once, in the order of time', async () => {
    const { rows } = JSON.parse(await ask({ ...form, ...ALL_DAYS, key: heavy.key })) as { rows: string[][] };
    expect(rows).toHaveLength(ROWS_OF_A_DAY * DAYS);
    const starts = rows.map(([start = '']) => start);
    expect(starts.every((start, n) => n === 0 || (starts[n - 1] ?? '') <= start)).toBe(true);
  });

  it('is the same as CSV, and as its months one after the other', async () => {
    const asked = { ...form, format: 'csv', key: heavy.key };
    const whole = await ask({ ...asked, ...ALL_DAYS });
    const months = ['01', '02', '03', '04'].map((month) => ({ rb: `2026-${month}-01`, re: lastDay(month) }));
    const parts: string[] = [];
    for (const month of months) parts.push(await ask({ ...asked, ...month }));
    const lines = parts.flatMap((part, n) => part.split('\n').slice(n === 0 ? 0 : 1, -1));
    expect(`${lines.join('\n')}\n`).toBe(whole);
  });

  it('ranks all of its time', async () => {
    const { rows } = JSON.parse(await ask({ rk: 'document', ...ALL_DAYS, key: heavy.key })) as { rows: number[][] };
    expect(rows.reduce((sum, [, seconds = 0]) => sum + seconds, 0)).toBe(ROWS_OF_A_DAY * DAYS);
    expect(rows.map(([rank]) => rank)).toEqual(rows.map((_, n) => n + 1));
  });
});

const lastDay = (month: string): string => new Date(Date.UTC(2026, Number(month), 0)).toISOString().slice(0, 10);

describe('a client that does not read its large report', () => {
  const large = () => pathOf({ ...form, ...ALL_DAYS, key: heavy.key });

  it('keeps no other user waiting, however many such clients there are', async () => {
    const stalled = await Promise.all(Array.from({ length: 4 }, () => begun(large())));
    const { rows } = JSON.parse(await ask({ ...form, ...ONE_DAY, key: quiet.key })) as { rows: unknown[] };
    expect(rows).toHaveLength(10);
    for (const response of stalled) response.destroy();
  });

  it('has one of the four places of its account, and gives it back when it hangs up', async () => {
    const stalled = await Promise.all(Array.from({ length: 4 }, () => begun(large())));
    let isAnswered = false;
    const fifth = ask({ ...form, ...ONE_DAY, key: heavy.key }).finally(() => (isAnswered = true));
    await ask({ ...form, ...ONE_DAY, key: quiet.key });
    expect(isAnswered).toBe(false);
    stalled[0]?.destroy();
    expect(JSON.parse(await fifth)).toMatchObject({ rows: { length: ROWS_OF_A_DAY } });
    for (const response of stalled) response.destroy();
  });

  it('asks the engine nothing, and nothing after it hung up', async () => {
    const { asked, restore } = counted();
    const response = await begun(large());
    const waiting = await settled(asked);
    response.destroy();
    await ask({ ...form, ...ONE_DAY, rb: '2026-02-02', key: quiet.key });
    expect(asked()).toBeLessThanOrEqual(waiting + 2);
    restore();
  });
});

describe('a rank of very many documents', () => {
  const rank = (n: number) => pathOf({ rk: 'document', format: 'csv', ...ALL_DAYS, key: named[n]?.key ?? '' });

  it('has each of them once, most time first and then by name', async () => {
    const lines = (await textOf(await begun(rank(0)))).trimEnd().split('\n').slice(1);
    expect(lines).toHaveLength(NAMES);
    const cells = lines.map((line) => line.split(','));
    expect(cells.map(([place]) => Number(place))).toEqual(lines.map((_, n) => n + 1));
    const names = cells.map(([, , , activity = '', document = '']) => `${activity} ${document}`);
    expect(names).toEqual(names.toSorted());
  });

  it('lets others have theirs while its client does not read', async () => {
    const stalled = await begun(rank(0));
    expect((await textOf(await begun(rank(1)))).split('\n')).toHaveLength(NAMES + 2);
    stalled.destroy();
  });

  it('gives its turn back when the client hangs up before the answer', async () => {
    for (let n = 0; n < 3; n++) {
      const request = get(`${origin}${rank(0)}`).on('error', () => undefined);
      await once(request, 'socket');
      await ask({ ...form, ...ONE_DAY, key: quiet.key });
      request.destroy();
    }
    expect((await textOf(await begun(rank(1)))).split('\n')).toHaveLength(NAMES + 2);
  });
});

/** Counts the questions to the engine from now on. */
function counted() {
  const { database } = app.stores.readModels;
  const original = database.nativeBytes.bind(database);
  let count = 0;
  database.nativeBytes = (...question) => (count++, original(...question));
  return { asked: () => count, restore: () => (database.nativeBytes = original) };
}

/** The number of questions when no more come, while answers for another user come and go. */
async function settled(asked: () => number): Promise<number> {
  for (let before = -1; ;) {
    for (let n = 1; n < 9; n++) await ask({ ...form, ...ONE_DAY, key: quiet.key });
    if (asked() === before) return before;
    before = asked();
  }
}

it('a HEAD request gets the headers of a report, and the engine is not asked', async () => {
  const { asked, restore } = counted();
  const headers = { 'content-type': 'text/csv; charset=utf-8' };
  const sent = app.http.head(pathOf({ ...form, ...ALL_DAYS, key: heavy.key, format: 'csv' }));
  const response = await sent.expect(200);
  restore();
  expect([response.headers, asked()]).toMatchObject([headers, 0]);
  await app.http.head(pathOf({ ...form, key: 'unknown' })).expect(400);
});

describe('an error of the engine', () => {
  const failAfter = (questions: number) => {
    const { database } = app.stores.readModels;
    const original = database.nativeBytes.bind(database);
    let left = questions;
    database.nativeBytes = (...question) =>
      left-- > 0 ? original(...question) : Promise.reject(new Error('the engine is down'));
    return () => (database.nativeBytes = original);
  };

  it('before the first block is an ordinary refusal', async () => {
    const restore = failAfter(0);
    const response = await begun(pathOf({ ...form, ...ALL_DAYS, key: heavy.key, format: 'csv' }));
    restore();
    expect(response.statusCode).toBe(500);
    expect(JSON.parse(await textOf(response))).toMatchObject({ error: expect.any(String) as string });
  });

  it('in the middle cuts the connection, so no client takes the rows for all rows', async () => {
    const response = await begun(pathOf({ ...form, ...ALL_DAYS, key: heavy.key, format: 'csv' }));
    expect(response.statusCode).toBe(200);
    const restore = failAfter(0);
    await expect(textOf(response)).rejects.toThrow('aborted');
    restore();
    expect(app.logged()).toContain('the engine is down');
  });
});
