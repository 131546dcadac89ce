import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '../../../admin/src/import-file.js';
import { type ImportAnswer } from '../../../admin/src/admin-client.js';
import { parseText } from '../testing/parse-text.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const HEADER = 'Date,Time Spent (seconds),Number of People,Activity,Category,Productivity';
let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), 'timeledger-import-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Imports a file as the command does. Returns what the command printed. */
async function importText(text: string, to: { key: string } | { userId: string }, isTTY = false) {
  const file = join(folder, 'file');
  await writeFile(file, text);
  let told = '';
  const [path, bearer] =
    'key' in to ? ['/api/v1/imports', to.key] : [`/api/v1/users/${to.userId}/imports`, app.adminToken];
  const done = await importFile(file, {
    take: async (batch) => {
      const { status, body } = await app.http.post(path).set('Authorization', `Bearer ${bearer}`).send(batch);
      expect([status, body]).toEqual([200, expect.anything()]);
      return body as ImportAnswer;
    },
    terminal: { isTTY, write: (text: string) => (told += text) },
  });
  return { done, told };
}

async function report(key: string, kind: string, day = '2026-11-20'): Promise<unknown> {
  await app.caughtUp();
  const query = {
    restrict_kind: kind,
    restrict_begin: day,
    restrict_end: day,
    perspective: 'interval',
    resolution_time: 'minute',
  };
  const { status, body } = await app.http
    .get('/anapi/data')
    .query({ format: 'json', ...query })
    .set('Authorization', `Bearer ${key}`);
  expect(status).toBe(200);
  return (body as { rows: unknown[] }).rows;
}

describe('an export that is imported', () => {
  it('into a fresh account gives the same reports and settings, and once more adds nothing', async () => {
    const old = await app.createUser('old@example.org');
    const bearer = ['Authorization', `Bearer ${old.fullKey}`] as const;
    const activity = (id: string, from: string, to: string, named: object) => ({
      ...{ id, application: 'Vim', startedAt: `2026-11-20T${from}+01:00`, endedAt: `2026-11-20T${to}+01:00` },
      ...named,
    });
    const activities = [
      activity('a', '09:58:00', '10:07:30.5', { title: 'notes' }),
      activity('b', '10:05:00', '10:12:00', { url: 'https://github.com/acme' }),
    ];
    for (const id of ['d1', 'd2']) {
      const device = { id, machine: 'm', osUser: 'u' };
      const own = activities.map((one) => ({ ...one, id: `${id}${one.id}` }));
      await app.http
        .post('/agent/v1/activities')
        .set(...bearer)
        .send({ device, source: 'computers', activities: own });
    }
    const schedule = { name: 'Work', ranges: [{ weekdays: [1], from: '09:00', to: '17:00' }] };
    await app.http
      .post('/api/v1/schedules')
      .set(...bearer)
      .send(schedule);
    await app.http
      .put('/api/v1/taxonomy/activities/Vim')
      .set(...bearer)
      .send({ productivity: -2 });
    // The import leaves this behind, because it belongs to the account itself.
    await app.http
      .post('/api/v1/teams')
      .set(...bearer)
      .send({ name: 'Crew', sharing: 'levels' })
      .expect(201);
    await app.caughtUp();
    const exported = (
      await app.http
        .get('/api/v1/export')
        .set(...bearer)
        .buffer(true)
        .parse(parseText)
    ).body as string;

    const fresh = await app.createUser('fresh@example.org');
    expect((await importText(exported, { userId: fresh.id })).done).toMatchObject({ duplicates: 0, rejected: 0 });
    for (const kind of ['document', 'productivity', 'category']) {
      const rows = await report(old.fullKey, kind);
      expect(rows).not.toEqual([]);
      expect(await report(fresh.fullKey, kind)).toEqual(rows);
    }
    const schedules = await app.http.get('/api/v1/schedules').set('Authorization', `Bearer ${fresh.fullKey}`);
    expect(schedules.body).toEqual({ schedules: [{ id: 1, ...schedule }] });

    const again = await importText(exported, { key: fresh.fullKey });
    expect(again.done).toMatchObject({ imported: 0, rejected: 0 });
    expect(again.done.duplicates).toBeGreaterThan(3);
  });

  it('keeps all time beside other activities that have the same device and ids', async () => {
    const [old, own] = [await app.createUser('ids-old@example.org'), await app.createUser('ids-own@example.org')];
    const record = (key: string, hour: string, application: string) => {
      const times = { startedAt: `2026-11-20T${hour}:00:00Z`, endedAt: `2026-11-20T${hour}:01:00Z` };
      const batch = { source: 'computers', activities: [{ id: '1', application, ...times }] };
      const device = { id: 'd1', machine: 'm', osUser: 'u' };
      const call = app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${key}`);
      return call.send({ device, ...batch }).expect(200);
    };
    await record(old.fullKey, '08', 'Vim');
    await record(own.fullKey, '09', 'Mail');
    const { body } = await app.http
      .get('/api/v1/export')
      .set('Authorization', `Bearer ${old.fullKey}`)
      .buffer()
      .parse(parseText);
    // The day closer goes by the clock of the machine. It may have closed the day by now.
    const lines = (body as string).split('\n').filter((line) => !line.includes('"DayClosed"'));
    for (const imported of [1, 0])
      expect((await importText(lines.join('\n'), { key: own.fullKey })).done).toMatchObject({ imported, rejected: 0 });
    expect(await report(own.fullKey, 'activity')).toEqual([
      ['2026-11-20T09:00:00', 60, 1, 'Vim', 'Editing & IDEs', 2],
      ['2026-11-20T10:00:00', 60, 1, 'Mail', 'Email', 1],
    ]);
  });

  it('says which lines it cannot read, and why; the others go on', async () => {
    const { fullKey: key } = await app.createUser('bad-lines@example.org');
    const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
    const line = (stream: string, type: string, data: unknown) =>
      JSON.stringify({ stream: `${stream}-${id}`, id, type, data });
    const range = { weekdays: [1], from: '09:00', to: '10:00' };
    const lines = [
      line('account', 'AccountOpened', {}),
      '{"stream"',
      line('schedule', 'ScheduleCreated', { id: 1, name: 7, ranges: [] }),
      line('credential', 'CredentialIssued', { kind: 'api-key', userId: id }),
      line('schedule', 'SchedulePainted', {}),
      line('schedule', 'ScheduleCreated', { id: 1, name: 'Work', ranges: [range] }),
    ];
    const { done, told } = await importText(lines.join('\n'), { key });
    expect(done).toEqual({ imported: 1, grown: 0, duplicates: 0, rejected: 4 });
    expect(told.trimEnd().split('\n').sort()).toEqual([
      expect.stringContaining('line 2: It is not a line of an export'),
      expect.stringContaining('line 3: The field'),
      expect.stringContaining('line 4: There is no such stream'),
      expect.stringContaining('line 5: There is no such event'),
    ]);
  });

  it('with a text that no route takes is refused, and keeps no other user waiting', async () => {
    const { id } = await app.createUser('long-texts@example.org');
    const rule = { match: 'glob', pattern: '*a'.repeat(100_000), productivity: 1 };
    const line = (n: number) => ({
      ...{ stream: 'taxonomy-x', id: `l${n}`, type: 'DocumentRulesSet', recordedAt: '2026-11-20T00:00:00Z' },
      data: { activity: `app ${n}`, rules: [rule] },
    });
    const importing = importText([1, 2, 3].map((n) => JSON.stringify(line(n))).join('\n'), { userId: id });
    const began = performance.now();
    await app.http.get('/health/live').expect(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await importing).told).toContain('The field pattern holds what no version of Timeledger writes.');
  });

  it('leaves the schedules of an account that has some as they are', async () => {
    const { fullKey: key } = await app.createUser('has-schedules@example.org');
    const own = { name: 'Own', ranges: [{ weekdays: [1], from: '09:00', to: '10:00' }] };
    await app.http.post('/api/v1/schedules').set('Authorization', `Bearer ${key}`).send(own);
    const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
    const data = { id: 1, ...own, name: 'Theirs' };
    const { done, told } = await importText(
      JSON.stringify({ stream: `schedule-${id}`, id, type: 'ScheduleCreated', data }),
      { key },
    );
    expect(done).toEqual({ imported: 0, grown: 0, duplicates: 0, rejected: 1 });
    expect(told).toContain('Import into a new account');
  });
});

describe('a RescueTime table', () => {
  it('of five minutes becomes time to the second, and once more adds nothing', async () => {
    const { fullKey: key } = await app.createUser('five@example.org');
    const rows = [
      `${HEADER},Document`,
      '2026-11-20T09:00:00,200,1,Vim,Editing & IDEs,2,"notes, of today"',
      '2026-11-20T09:00:00,150,1,github.com,General Software Development,2,',
      '2026-11-20T09:05:00,61,1,Vim,Editing & IDEs,2,',
    ];
    const seconds = { secondsInFile: 411, secondsStored: 411 };
    expect((await importText(rows.join('\r\n'), { key })).done).toEqual({
      ...{ imported: 3, grown: 0, duplicates: 0, rejected: 0, ...seconds },
    });
    const time = [
      ['2026-11-20T09:00:00', 200, 'Vim'],
      ['2026-11-20T09:00:00', 150, 'github.com'],
      ['2026-11-20T09:05:00', 61, 'Vim'],
    ];
    const seen = ((await report(key, 'activity')) as [string, number, number, string][]).map(([at, s, , name]) => [
      at,
      s,
      name,
    ]);
    expect(seen).toEqual(time);
    const { done, told } = await importText([rows[0], rows[3], rows[2], rows[1]].join('\n'), { key }, true);
    expect(done).toEqual({ imported: 0, grown: 0, duplicates: 3, rejected: 0, ...seconds });
    expect(told).toContain(`[${'#'.repeat(30)}] 100 %  0 imported, 0 grown, 3 there already, 0 rejected`);
  });

  it('of hours is laid from the hour on; a malformed line is named, and the rest goes on', async () => {
    const { fullKey: key, id } = await app.createUser('hours@example.org');
    const rows = [
      HEADER,
      '2026-11-20T09:00:00,601,1,Vim,Editing & IDEs,2',
      '2026-11-20T10:00:00,ten,1,Vim,Editing & IDEs,2',
      '2026-11-20T11:00:00,60,1,Vim',
      '2026-11-20T12:00:00,1,1,"Vim,x',
    ];
    const { done, told } = await importText(rows.slice(0, 4).join('\n'), { userId: id });
    expect(done).toMatchObject({ imported: 1, duplicates: 0, rejected: 2 });
    expect(told).toContain('line 3: Time Spent is a whole number of seconds');
    expect(told).toContain('line 4: ');
    const seen = ((await report(key, 'activity')) as [string, number][]).map(([at, seconds]) => [at, seconds]);
    expect(seen).toEqual([
      ['2026-11-20T09:00:00', 300],
      ['2026-11-20T09:05:00', 300],
      ['2026-11-20T09:10:00', 1],
    ]);
    expect((await importText(rows.join('\n'), { key })).done).toMatchObject({
      imported: 0,
      duplicates: 1,
      rejected: 3,
    });
  });

  it('and what an agent saw lie in the hour of a zone that changed at 00:01', async () => {
    const { fullKey: key } = await app.createUser('st-johns@example.org', 'America/St_Johns');
    const device = { id: 'd', machine: 'm', osUser: 'u' };
    const seen = (id: string, from: string, to: string) => ({
      ...{ id, application: 'Vim', startedAt: `${from}Z`, endedAt: `${to}Z` },
    });
    const activities = [
      seen('autumn', '2010-11-07T02:31:00', '2010-11-07T02:45:00'),
      seen('spring', '2011-03-13T03:31:00', '2011-03-13T03:45:00'),
    ];
    const batch = { device, source: 'computers', activities };
    await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${key}`).send(batch).expect(200);
    await importText([HEADER, '2011-03-13T01:15:00,60,1,emacs,Editing & IDEs,2'].join('\n'), { key });
    const rowsOf = async (day: string) =>
      ((await report(key, 'activity', day)) as [string, number, number, string][]).map((row) => [
        row[0],
        row[1],
        row[3],
      ]);
    expect(await rowsOf('2010-11-07')).toEqual([]);
    expect(await rowsOf('2010-11-06')).toEqual([
      ['2010-11-06T23:00:00', 240, 'Vim'],
      ['2010-11-06T23:05:00', 300, 'Vim'],
      ['2010-11-06T23:10:00', 300, 'Vim'],
    ]);
    expect(await rowsOf('2011-03-13')).toEqual([
      ['2011-03-13T01:00:00', 240, 'Vim'],
      ['2011-03-13T01:05:00', 300, 'Vim'],
      ['2011-03-13T01:10:00', 300, 'Vim'],
      ['2011-03-13T01:15:00', 60, 'emacs'],
    ]);
  });

  it('without its columns is none', async () => {
    const { fullKey: key } = await app.createUser('no-columns@example.org');
    await expect(importText('a,b\n1,2', { key })).rejects.toThrow('has no column Date, Time Spent (seconds), Activity');
  });
});

it.each([
  [{ format: 'xml' }, 400],
  [{ format: 'rescuetime', rows: [], bucketSeconds: 60 }, 400],
  [{ format: 'timeledger' }, 400],
  [{ format: 'timeledger', lines: { line: 1 } }, 400],
  [{ format: 'rescuetime', rows: 'a', bucketSeconds: 300 }, 400],
  [[{ format: 'timeledger', lines: [] }], 400],
])('a batch like %j is refused', async (batch, status) => {
  const { fullKey: key } = await app.createUser(`batch${JSON.stringify(batch).length}@example.org`);
  expect((await app.http.post('/api/v1/imports').set('Authorization', `Bearer ${key}`).send(batch)).status).toBe(
    status,
  );
  expect((await app.http.post('/api/v1/imports').send(batch)).status).toBe(401);
});
