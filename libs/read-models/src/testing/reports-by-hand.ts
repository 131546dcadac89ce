import { type AnalyticParameters, SHIPPED_TAXONOMY, type Taxonomy } from '@app/domain';
import fc from 'fast-check';

export const QUOTED = 'say "hi", it\'s \\ …';
export const UNBOUND = 'two\nlines\t{thing:String}';

/** A row of either table, with the class that this file gives it. */
export interface BucketRow {
  localStart: string;
  utcStart: string;
  source: 'computers' | 'mobile' | 'offline';
  /** As it is recorded. */
  activity: string;
  /** The activity that a naming rule says instead. */
  countsAs?: string;
  document: string;
  page: string;
  overview: string;
  category: string;
  productivity: number;
  durationMs: number;
}

/** Five minutes of programming. */
export const bucket = (localStart: string): BucketRow => ({
  ...{ localStart, utcStart: localStart, source: 'computers', activity: 'rubymine', document: 'No Details', page: '' },
  ...{ overview: 'Software Development', category: 'Editing & IDEs', productivity: 2, durationMs: 300_000 },
});

// Names that would break unbound SQL, and one name at three levels of the taxonomy.
const ACTIVITIES = [
  { activity: QUOTED, overview: 'Business', category: 'Sales', productivity: 2 },
  { activity: 'economist.com', overview: 'News & Opinion', category: 'Business', productivity: -1 },
  { activity: 'Business', overview: 'Utilities', category: 'Other', productivity: 0 },
  { activity: "it's", overview: 'Utilities', category: 'Browsers', productivity: 1 },
  { activity: 'youtube.com', overview: 'Entertainment', category: 'Video', productivity: -2 },
] as const;
const COURSES = { overview: 'Reference & Learning', category: 'Business', productivity: 2 } as const;
const LECTURES = { overview: 'Design & Composition', category: 'Writing', productivity: 1 } as const;
const MAIL = { overview: 'Business', category: 'Email', productivity: 1 } as const;

/**
 * The taxonomy of Alice and all other users here: rules split one site by address and one activity
 * by document. Naming rules give time of two activities other names. One of these is recorded too.
 */
export const TAXONOMY: Taxonomy = {
  ...SHIPPED_TAXONOMY,
  activityOverrides: new Map(
    [...ACTIVITIES, { activity: 'Lectures', ...LECTURES }].map(({ activity, overview, category, productivity }) => [
      activity.toLowerCase(),
      { category: { overview, category }, productivity },
    ]),
  ),
  namingRules: [
    {
      id: 1,
      activity: 'YouTube.com',
      in: 'url',
      match: 'starts-with',
      text: 'www.youtube.com/Course/2',
      name: 'Lectures',
    },
    { id: 2, activity: 'youtube.com', in: 'url', match: 'contains', text: 'course', name: 'youtube.com' },
    { id: 3, activity: "it's", in: 'document', match: 'equals', text: 'INBOX, WORK', name: 'Business' },
  ],
  documentRules: new Map([
    ['youtube.com', [{ in: 'url', match: 'glob', pattern: 'YouTube.com/course/*', ...ruleTo(COURSES) }]],
    [QUOTED.toLowerCase(), [{ match: 'substring', pattern: 'INBOX', ...ruleTo(MAIL) }]],
  ]),
};

function ruleTo({ overview, category, productivity }: typeof COURSES | typeof MAIL) {
  return { category: { overview, category }, productivity };
}

/** Gives a row its class and the name it counts for, without the code under test. */
function classed<Row extends { activity: string; document: string; page: string }>(row: Row) {
  if (row.activity === 'youtube.com' && row.page === '/course/2') return { ...row, ...LECTURES, countsAs: 'Lectures' };
  if (row.activity === "it's" && row.document === 'Inbox, work')
    return { ...row, overview: 'Utilities', category: 'Other', productivity: 0, countsAs: 'Business' };
  if (row.activity === 'youtube.com' && row.page.startsWith('/course/')) return { ...row, ...COURSES };
  if (row.activity === QUOTED && row.document.startsWith('Inbox')) return { ...row, ...MAIL };
  return row;
}

/**
 * Up to `count` rows with different keys, over six weeks around a new year. One local label may
 * have two UTC buckets.
 */
export function randomBuckets(seed: number, count: number): BucketRow[] {
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  const row = fc
    .record({
      localMs: fc
        .tuple(fc.integer({ min: 0, max: 44 }), fc.integer({ min: 0, max: 40 }))
        .map(([day, fives]) => Date.UTC(2025, 11, 20 + day, 0, fives * 5)),
      offsetHours: fc.constantFrom(1, 2),
      source: fc.constantFrom('computers' as const, 'mobile' as const, 'offline' as const),
      classified: fc.constantFrom(...ACTIVITIES),
      document: fc.constantFrom('No Details', 'Inbox, work', QUOTED, UNBOUND),
      page: fc.constantFrom('', '/course/1', '/course/2'),
      durationMs: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 300_000 })),
    })
    .map(({ localMs, offsetHours, classified, ...rest }) =>
      classed({ ...rest, ...classified, localStart: text(localMs), utcStart: text(localMs - offsetHours * 3_600_000) }),
    );
  const rows = fc.sample(row, { seed, numRuns: count });
  return [
    ...new Map(
      rows.map((r) => [[r.localStart, r.utcStart, r.source, r.activity, r.document, r.page].join('|'), r]),
    ).values(),
  ];
}

/** The rollup of the buckets: one row a day, source and activity. */
export function dailyOf(rows: readonly BucketRow[]): BucketRow[] {
  const days = new Map<string, BucketRow>();
  for (const row of rows) {
    const key = [row.localStart.slice(0, 10), row.source, row.activity].join('|');
    days.set(key, { ...row, durationMs: row.durationMs + (days.get(key)?.durationMs ?? 0) });
  }
  return [...days.values()];
}

export type Asked = Record<'rb' | 're' | 'rk', string> & AnalyticParameters;

/**
 * The rows of a report, made from nothing but the rows of the table: the long way, on purpose
 * unlike the code under test.
 */
export function expectedRows(rows: readonly BucketRow[], asked: Asked): (string | number)[][] {
  const { rb, re, rk, rt, ry, restrict_source_type: source } = asked;
  const groups = new Map<string, { start: string; cells: (string | number)[]; ms: number; weightedMs: number }>();
  for (const row of rows.map((one) => ({ ...one, activity: one.countsAs ?? one.activity }))) {
    const day = row.localStart.slice(0, 10);
    if (day < rb || day > re || (source && source !== row.source)) continue;
    if (rt && !namesOf(row, rk).thing.includes(rt)) continue;
    if (ry && !namesOf(row, rk).thingy.includes(ry)) continue;
    const start = asked['pv'] === 'interval' ? startOf(row.localStart, asked['rs'] ?? 'hour') : '';
    const cells = cellsOf(row, rk, rt !== undefined);
    const key = [start, ...cells].join('\u0001');
    const group = groups.get(key) ?? { start, cells, ms: 0, weightedMs: 0 };
    group.ms += row.durationMs;
    group.weightedMs += row.durationMs * row.productivity;
    groups.set(key, group);
  }
  const seconds = (ms: number) => Number((ms / 1000).toFixed(0));
  const inOrder = [...groups.entries()]
    .filter(([, { ms }]) => ms >= 500)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .sort(([, a], [, b]) => seconds(b.ms) - seconds(a.ms))
    .sort(([, a], [, b]) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  return inOrder.map(([, { start, cells, ms, weightedMs }], index) => {
    const mean = weightedMs / ms;
    const measured = [Number(mean.toFixed(2)), Number((((mean + 2) / 4) * 100).toFixed(2))];
    return [start || index + 1, seconds(ms), 1, ...(rk === 'efficiency' ? measured : cells)];
  });
}

function namesOf(row: BucketRow, kind: string): { thing: string[]; thingy: string[] } {
  if (kind === 'overview') return { thing: [row.overview], thingy: [row.activity] };
  if (kind === 'category') return { thing: [row.category], thingy: [row.activity] };
  if (kind === 'activity' || kind === 'document') return { thing: [row.activity], thingy: [row.document] };
  return { thing: [row.overview, row.category, row.activity], thingy: [row.activity, row.document] };
}

function cellsOf(row: BucketRow, kind: string, inThing: boolean): (string | number)[] {
  if (kind === 'efficiency') return [];
  if (kind === 'productivity') return [row.productivity];
  if (kind === 'document') return [row.activity, row.document, row.category, row.productivity];
  if (kind === 'activity') return [inThing ? row.document : row.activity, row.category, row.productivity];
  if (inThing) return [row.activity, row.category, row.productivity];
  return [kind === 'overview' ? row.overview : row.category];
}

function startOf(localStart: string, resolution: string): string {
  const [day = '', time = ''] = localStart.split(' ');
  if (resolution === 'minute') return `${day}T${time}`;
  if (resolution === 'hour') return `${day}T${time.slice(0, 2)}:00:00`;
  if (resolution === 'month') return `${day.slice(0, 7)}-01T00:00:00`;
  const date = new Date(`${day}T00:00:00Z`);
  if (resolution === 'week') date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  return date.toISOString().slice(0, 19);
}
