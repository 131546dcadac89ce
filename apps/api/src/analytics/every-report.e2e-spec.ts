import fc from 'fast-check';
import { startApp, type TestApp } from '../testing/start-app.js';

/**
 * Every report there is, against numbers that are counted here: second by second, by plain loops over what was recorded. Nothing of
 * the product takes part in the counting.
 */

interface Recorded {
  readonly device: string;
  readonly source: 'computers' | 'mobile' | 'offline';
  readonly activity: string;
  readonly document: string;
  /** Local wall clock, as in `2026-10-24T23:50:00+02:00`. */
  readonly from: string;
  readonly to: string;
}

/** What the shipped catalogue says of these, read in it by hand. */
const CLASSES: Record<string, { overview: string; category: string; level: number }> = {
  Emacs: { overview: 'Software Development', category: 'Editing & IDEs', level: 2 },
  'reddit.com': { overview: 'News & Opinion', category: 'General News & Opinion', level: -2 },
  'Zzz unheard of': { overview: 'Uncategorized', category: 'Uncategorized', level: 0 },
  Meeting: { overview: 'Uncategorized', category: 'Uncategorized', level: 0 },
};

/** Two devices that overlap, a midnight, the hour that comes twice in autumn, two documents of one activity, time offline. */
const RECORDED: readonly Recorded[] = [
  ...(
    [
      ['d1', 'computers', 'Emacs', 'notes', '2026-10-24T23:50:00+02:00', '2026-10-25T00:00:00+02:00'],
      ['d1', 'computers', 'Emacs', 'notes', '2026-10-25T00:00:00+02:00', '2026-10-25T00:07:30+02:00'],
      ['d1', 'computers', 'Emacs', 'tasks', '2026-10-25T02:20:00+02:00', '2026-10-25T02:40:00+02:00'],
      ['d1', 'computers', 'Emacs', 'tasks', '2026-10-25T02:20:00+01:00', '2026-10-25T02:31:00+01:00'],
      ['d1', 'computers', 'reddit.com', 'r/x', '2026-11-02T09:00:00+01:00', '2026-11-02T09:12:13+01:00'],
      ['d2', 'mobile', 'reddit.com', 'r/x', '2026-11-02T09:05:00+01:00', '2026-11-02T09:15:00+01:00'],
      ['d1', 'computers', 'Zzz unheard of', 'No Details', '2026-11-20T23:59:59+01:00', '2026-11-21T00:00:00+01:00'],
      ['d1', 'computers', 'Emacs', 'notes', '2026-11-21T08:00:00+01:00', '2026-11-21T08:59:59+01:00'],
    ] as const
  ).map(([device, source, activity, document, from, to]) => ({ device, source, activity, document, from, to })),
  {
    ...{ device: 'offline', source: 'offline', activity: 'Meeting', document: 'weekly' },
    ...{ from: '2026-11-20T14:00:00+01:00', to: '2026-11-20T15:00:00+01:00' },
  },
];

const PERSPECTIVES = ['rank', 'interval', 'member'] as const;
const KINDS = ['overview', 'category', 'activity', 'productivity', 'document', 'efficiency'] as const;
const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'] as const;
type Kind = (typeof KINDS)[number];
type Resolution = (typeof RESOLUTIONS)[number];

const COLUMNS: Record<Kind, string[]> = {
  overview: ['Category'],
  category: ['Category'],
  activity: ['Activity', 'Category', 'Productivity'],
  productivity: ['Productivity'],
  document: ['Activity', 'Document', 'Category', 'Productivity'],
  efficiency: ['Efficiency (-2:2)', 'Efficiency (percent)'],
};

/** The seconds of the log: the local time of each, written as if it were UTC, and what it was spent on. */
const seconds = RECORDED.flatMap((one) => {
  const offset = Number(one.from.slice(19, 22)) * 3_600_000;
  const [from, to] = [Date.parse(one.from) + offset, Date.parse(one.to) + offset];
  return Array.from({ length: (to - from) / 1000 }, (_, n) => ({
    ...one,
    ...CLASSES[one.activity]!,
    local: from + n * 1000,
  }));
});

const text = (local: number) => new Date(local).toISOString().slice(0, 19);

/** The label of the interval that a local time is in. */
function labelOf(local: number, resolution: Resolution): string {
  const day = text(local).slice(0, 10);
  switch (resolution) {
    case 'month':
      return `${day.slice(0, 7)}-01T00:00:00`;
    case 'week':
      return text(Date.parse(`${day}T00:00:00Z`) - new Date(local).getUTCDay() * 86_400_000);
    case 'day':
      return `${day}T00:00:00`;
    case 'hour':
      return `${text(local).slice(0, 13)}:00:00`;
    case 'minute':
      return `${text(local).slice(0, 14)}${String(Math.floor(new Date(local).getUTCMinutes() / 5) * 5).padStart(2, '0')}:00`;
  }
}

type Second = (typeof seconds)[number];
const LISTED: Record<Exclude<Kind, 'efficiency'>, (second: Second) => (string | number)[]> = {
  overview: ({ overview }) => [overview],
  category: ({ category }) => [category],
  activity: ({ activity, category, level }) => [activity, category, level],
  productivity: ({ level }) => [level],
  document: ({ activity, document, category, level }) => [activity, document, category, level],
};

/** The rows of a report over [begin, end], counted; undefined where there is no such report. */
function countedRows(perspective: string, kind: Kind, resolution: Resolution): (string | number)[][] | undefined {
  if (kind === 'efficiency' && perspective !== 'interval') return undefined;
  const groups = new Map<string, { date: string; listed: (string | number)[]; spent: number; weighted: number }>();
  for (const second of seconds) {
    const date = perspective === 'interval' ? labelOf(second.local, resolution) : '';
    const listed = kind === 'efficiency' ? [] : LISTED[kind](second);
    const key = JSON.stringify([date, listed]);
    const group = groups.get(key) ?? { date, listed, spent: 0, weighted: 0 };
    groups.set(key, { ...group, spent: group.spent + 1, weighted: group.weighted + second.level });
  }
  const ordered = [...groups.values()].sort(
    (a, b) =>
      (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) ||
      b.spent - a.spent ||
      (String(a.listed[0]) < String(b.listed[0]) ? -1 : 1),
  );
  return ordered.map(({ date, listed, spent, weighted }, n) => {
    const mean = weighted / spent;
    const efficiency = [Math.round(mean * 100) / 100, Math.round((mean + 2) * 2_500) / 100];
    const values = kind === 'efficiency' ? efficiency : listed;
    if (perspective === 'member') return ['every@b.c', spent, ...values];
    return [perspective === 'rank' ? n + 1 : date, spent, 1, ...values];
  });
}

let app: TestApp;
let key: string;
let token: string;

beforeAll(async () => {
  app = await startApp();
  const user = await app.createUser('every@b.c');
  ({ key } = user);
  token = await app.issueToken(user.id, ['time_data']);
  for (const [n, { device, source, activity, document, from, to }] of RECORDED.entries()) {
    if (source === 'offline') {
      const posted = { start_time: from, end_time: to, activity_name: activity, activity_details: document };
      await app.http.post('/anapi/offline_time_post').query({ key }).send(posted).expect(200);
      continue;
    }
    const page = activity.includes('.')
      ? { application: 'Firefox', url: `https://${activity}/` }
      : { application: activity };
    const title = document === 'No Details' ? {} : { title: document };
    await app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${key}`)
      .send({
        device: { id: device, machine: 'm', osUser: 'u' },
        source,
        activities: [{ id: `${n}`, ...page, ...title, startedAt: from, endedAt: to }],
      })
      .expect(200);
  }
  await app.caughtUp();
});
afterAll(() => app.close());

const RANGE = { restrict_begin: '2026-10-01', restrict_end: '2026-11-30' };

async function answered(path: string, parameters: object): Promise<{ status: number; text: string }> {
  const { status, text: body } = await app.http.get(path).query({ ...RANGE, ...parameters });
  return { status, text: body };
}

describe.each(PERSPECTIVES)('by %s', (perspective) => {
  it.each(KINDS)('of kind %s, every resolution, format and way in has the counted rows', async (kind) => {
    const first = { rank: 'Rank', interval: 'Date', member: 'Person' }[perspective];
    const people = perspective === 'member' ? [] : ['Number of People'];
    const headers = [first, 'Time Spent (seconds)', ...people, ...COLUMNS[kind]];
    for (const resolution_time of RESOLUTIONS) {
      const rows = countedRows(perspective, kind, resolution_time);
      const asked = { perspective, restrict_kind: kind, resolution_time };
      for (const [path, credential] of [
        ['/anapi/data', { key }],
        ['/api/oauth/data', { access_token: token }],
      ] as const) {
        const json = await answered(path, { ...asked, ...credential, format: 'json' });
        if (!rows) {
          expect(json).toEqual({ status: 400, text: expect.stringContaining('# query error') });
          continue;
        }
        expect(JSON.parse(json.text)).toEqual({ notes: expect.any(String), row_headers: headers, rows });
        const csv = await answered(path, { ...asked, ...credential, format: 'csv' });
        const cells = csv.text
          .trimEnd()
          .split('\n')
          .map((line) => line.split(','));
        expect(cells[0]).toEqual(headers);
        expect(
          cells.slice(1).map((row) => row.map((cell) => (Number.isNaN(Number(cell)) ? cell : Number(cell)))),
        ).toEqual(rows);
      }
    }
  });
});

it('counts the same seconds whatever the perspective, kind or resolution, in any range', async () => {
  const days = fc.integer({ min: 0, max: 60 }).map((n) => text(Date.UTC(2026, 9, 1) + n * 86_400_000).slice(0, 10));
  const form = fc.record({
    perspective: fc.constantFrom(...PERSPECTIVES),
    restrict_kind: fc.constantFrom(...KINDS.filter((kind) => kind !== 'efficiency')),
    resolution_time: fc.constantFrom(...RESOLUTIONS),
  });
  await fc.assert(
    fc.asyncProperty(days, days, form, async (one, other, parameters) => {
      const [begin, end] = one < other ? [one, other] : [other, one];
      const range = { restrict_begin: begin, restrict_end: end };
      const { body } = await app.http
        .get('/anapi/data')
        .query({ key, ...range, ...parameters })
        .expect(200);
      const spent = (body as { rows: [unknown, number][] }).rows.reduce((sum, row) => sum + row[1], 0);
      const inRange = ({ local }: Second) => text(local).slice(0, 10) >= begin && text(local).slice(0, 10) <= end;
      expect(spent).toBe(seconds.filter(inRange).length);
    }),
    { numRuns: 50 },
  );
});

it('is answered with a report or a query error, whatever the parameters, and shows nobody else’s time', async () => {
  const { key: stranger } = await app.createUser('stranger@b.c');
  const names = fc.constantFrom(
    ...[
      'perspective',
      'pv',
      'by',
      'rs',
      'i',
      'rb',
      're',
      'rk',
      'ty',
      'rt',
      'tx',
      'ry',
      'tn',
      'rsi',
      's',
      'format',
      'restrict_user',
    ],
    ...['restrict_source_type', 'restrict_kind[]', 'a[b]', 'key[]', '__proto__', 'constructor'],
  );
  const values = fc.oneof(
    fc.constantFrom('', 'interval', 'member', 'document', 'efficiency', 'csv', '2026-11-21', 'null', 'Emacs', '1'),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constant('x'.repeat(8_000)),
  );
  const query = fc.array(fc.tuple(names, values), { maxLength: 6 });
  for (const pairs of fc.sample(query, 400)) {
    const asked = pairs.map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`,
    );
    const { status, text: body } = await app.http.get(`/anapi/data?${[...asked, `key=${stranger}`].join('&')}`);
    expect([200, 400, 431]).toContain(status);
    expect(body).not.toMatch(/Emacs|reddit|Meeting/);
  }
  const long = { rt: 'x'.repeat(100_000), key: stranger };
  await app.http.post('/anapi/data').type('form').send(long).expect(413);
});
