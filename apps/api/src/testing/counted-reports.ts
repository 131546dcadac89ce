/**
 * What every report must show of a small history, counted second by second by plain loops over the
 * recorded time. Nothing of the product takes part in the counting.
 */

export interface Recorded {
  readonly device: string;
  readonly source: 'computers' | 'mobile' | 'offline';
  readonly activity: string;
  readonly document: string;
  readonly from: string;
  readonly to: string;
}

export const PERSPECTIVES = ['rank', 'interval', 'member'] as const;
export const KINDS = ['overview', 'category', 'activity', 'productivity', 'document', 'efficiency'] as const;
export const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'] as const;
export type Perspective = (typeof PERSPECTIVES)[number];
export type Kind = (typeof KINDS)[number];
export type Resolution = (typeof RESOLUTIONS)[number];
type Cell = string | number;

export interface Form {
  readonly perspective: Perspective;
  readonly kind: Kind;
  readonly resolution: Resolution;
  /** First and last local day, both counted. */
  readonly begin: string;
  readonly end: string;
  readonly source?: Recorded['source'] | undefined;
}

/** The classes of the shipped catalogue, copied by hand: one of each level. */
const CLASSES: Record<string, { overview: string; category: string; level: number }> = {
  Emacs: { overview: 'Software Development', category: 'Editing & IDEs', level: 2 },
  Gmail: { overview: 'Communication & Scheduling', category: 'Email', level: 1 },
  'Zzz unheard of': { overview: 'Uncategorized', category: 'Uncategorized', level: 0 },
  Meeting: { overview: 'Uncategorized', category: 'Uncategorized', level: 0 },
  'news.ycombinator.com': { overview: 'News & Opinion', category: 'Science & Technology', level: -1 },
  'reddit.com': { overview: 'News & Opinion', category: 'General News & Opinion', level: -2 },
};

const onComputer = (activity: string, document: string, from: string, to: string): Recorded => ({
  ...{ device: 'laptop', source: 'computers', activity, document, from, to },
});

/** In the order of arrival, for an account in Berlin. */
export const RECORDED: readonly Recorded[] = [
  // Over a midnight, and in two documents over the hour that comes twice.
  onComputer('Emacs', 'notes', '2026-10-24T23:50:00+02:00', '2026-10-25T00:07:30+02:00'),
  onComputer('Emacs', 'tasks', '2026-10-25T02:20:00+02:00', '2026-10-25T02:31:00+01:00'),
  onComputer('Emacs', 'notes', '2026-10-25T02:31:00+01:00', '2026-10-25T03:10:00+01:00'),
  // One device is in one place at a time: only the end of the later arrival counts. Two devices add
  // up.
  onComputer('reddit.com', 'r/x', '2026-11-02T09:00:00+01:00', '2026-11-02T09:12:13+01:00'),
  onComputer('news.ycombinator.com', 'Hacker News', '2026-11-02T09:10:00+01:00', '2026-11-02T09:14:00+01:00'),
  {
    ...{ device: 'phone', source: 'mobile', activity: 'reddit.com', document: 'r/x' },
    ...{ from: '2026-11-02T09:05:00+01:00', to: '2026-11-02T09:15:00+01:00' },
  },
  onComputer('Gmail', 'Inbox', '2026-11-20T09:58:00+01:00', '2026-11-20T10:03:00+01:00'),
  {
    ...{ device: 'offline', source: 'offline', activity: 'Meeting', document: 'weekly' },
    ...{ from: '2026-11-20T14:00:00+01:00', to: '2026-11-20T15:00:00+01:00' },
  },
  // One second, the last of its day; then a Saturday, the last day of its week.
  onComputer('Zzz unheard of', 'No Details', '2026-11-20T23:59:59+01:00', '2026-11-21T00:00:00+01:00'),
  onComputer('Emacs', 'notes', '2026-11-21T08:00:00+01:00', '2026-11-21T08:59:59+01:00'),
];

/** Berlin sets its clocks back at this instant. */
const SUMMER_TIME_ENDS = Date.parse('2026-10-25T01:00:00Z');

interface Second extends Recorded {
  readonly overview: string;
  readonly category: string;
  readonly level: number;
  readonly day: string;
  /** The label of the second's interval, for each resolution. */
  readonly labels: Record<Resolution, string>;
}

const SECONDS: readonly Second[] = secondsOf(RECORDED);

function secondsOf(recorded: readonly Recorded[]): Second[] {
  const seconds: Second[] = [];
  const taken = new Set<string>();
  for (const one of recorded) {
    for (let instant = Date.parse(one.from); instant < Date.parse(one.to); instant += 1000) {
      const place = `${one.device} ${instant}`;
      if (taken.has(place)) continue;
      taken.add(place);
      const hours = instant < SUMMER_TIME_ENDS ? 2 : 1;
      // The time on a clock on the wall, as if it were UTC.
      const wall = new Date(instant + hours * 3_600_000);
      seconds.push({ ...one, ...CLASSES[one.activity]!, day: wall.toISOString().slice(0, 10), labels: labelsOf(wall) });
    }
  }
  return seconds;
}

const isIn = ({ day, source }: Second, asked: Form): boolean =>
  day >= asked.begin && day <= asked.end && (asked.source ?? source) === source;

/** How many seconds a report has in all. */
export const countedSeconds = (asked: Form): number => SECONDS.filter((second) => isIn(second, asked)).length;

function labelsOf(wall: Date): Record<Resolution, string> {
  const [year, month, date] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  const [hour, minute] = [wall.getUTCHours(), wall.getUTCMinutes()];
  const label = (...parts: Parameters<typeof Date.UTC>) => new Date(Date.UTC(...parts)).toISOString().slice(0, 19);
  return {
    month: label(year, month, 1),
    week: label(year, month, date - wall.getUTCDay()),
    day: label(year, month, date),
    hour: label(year, month, date, hour),
    minute: label(year, month, date, hour, minute - (minute % 5)),
  };
}

const COLUMNS: Record<Kind, string[]> = {
  overview: ['Category'],
  category: ['Category'],
  activity: ['Activity', 'Category', 'Productivity'],
  productivity: ['Productivity'],
  document: ['Activity', 'Document', 'Category', 'Productivity'],
  efficiency: ['Efficiency (-2:2)', 'Efficiency (percent)'],
};

const LISTED: Record<Kind, (second: Second) => Cell[]> = {
  overview: ({ overview }) => [overview],
  category: ({ category }) => [category],
  activity: ({ activity, category, level }) => [activity, category, level],
  productivity: ({ level }) => [level],
  document: ({ activity, document, category, level }) => [activity, document, category, level],
  efficiency: () => [],
};

export function countedHeaders({ perspective, kind }: Form): string[] {
  const first = { rank: 'Rank', interval: 'Date', member: 'Person' }[perspective];
  const people = perspective === 'member' ? [] : ['Number of People'];
  return [first, 'Time Spent (seconds)', ...people, ...COLUMNS[kind]];
}

/** The rows of the report for the account `person`. Undefined where there is no such report. */
export function countedRows(asked: Form, person: string): Cell[][] | undefined {
  const { perspective, kind, resolution } = asked;
  if (kind === 'efficiency' && perspective !== 'interval') return undefined;
  const groups = new Map<string, { date: string; listed: Cell[]; spent: number; weighted: number }>();
  for (const second of SECONDS) {
    if (!isIn(second, asked)) continue;
    const date = perspective === 'interval' ? second.labels[resolution] : '';
    const listed = LISTED[kind](second);
    const name = [date, ...listed].join('\t');
    const group = groups.get(name) ?? { date, listed, spent: 0, weighted: 0 };
    group.spent += 1;
    group.weighted += second.level;
    groups.set(name, group);
  }
  const named = [...groups].sort(([a, one], [b, other]) =>
    one.date === other.date ? other.spent - one.spent || (a < b ? -1 : 1) : one.date < other.date ? -1 : 1,
  );
  return named.map(([, { date, listed, spent, weighted }], n) => {
    const values = kind === 'efficiency' ? efficiency(weighted, spent) : listed;
    if (perspective === 'member') return [person, spent, ...values];
    return [perspective === 'rank' ? n + 1 : date, spent, 1, ...values];
  });
}

/** Two decimals each, from a mean level of -2 to 2. A half is rounded away from zero. */
function efficiency(weighted: number, spent: number): Cell[] {
  const hundredths = Math.sign(weighted) * Math.round(Math.abs(100 * weighted) / spent);
  return [hundredths / 100 + 0, Math.round((2_500 * (weighted + 2 * spent)) / spent) / 100];
}
