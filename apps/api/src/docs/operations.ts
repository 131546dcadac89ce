/** What the OpenAPI document says of one operation, besides what Nest knows of its route. */
export interface OperationText {
  readonly summary: string;
  /** By name, what a parameter means; with an example after a bar. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** An example of the body. */
  readonly body?: unknown;
  /** An example of the answer; nothing for 204. */
  readonly answer?: unknown;
}

const DURATION = 'Minutes: a multiple of 5, or -1 until the local day ends|30';
const REPORT_PARAMETERS = {
  perspective: 'rank, interval or member; also pv, by|interval',
  resolution_time: 'month, week, day, hour or minute (five of them); also rs, interval, i|hour',
  restrict_begin: 'First day, inclusive; also rb|2026-11-21',
  restrict_end: 'Last day, inclusive; also re|2026-11-21',
  restrict_source_type: 'computers, mobile or offline',
  restrict_schedule_id: 'Id of a schedule of the user; also rsi, schedule_id, s',
  format: 'json or csv|json',
};
const DATA_PARAMETERS = {
  ...REPORT_PARAMETERS,
  restrict_kind: 'overview, category, activity, productivity, document or efficiency; also rk, taxonomy, ty|activity',
  restrict_thing: 'Exact name of an overview, category or activity; also rt, taxon, tx',
  restrict_thingy: 'Exact name inside the thing; also ry, sub_taxon, tn',
};
const report = (headers: readonly string[], ...rows: unknown[][]) => ({
  notes: 'data is an array of arrays (rows), column names for rows in row_headers',
  row_headers: headers,
  rows,
});
const TIMES = ['Date', 'Time Spent (seconds)', 'Number of People'];
const DATA = {
  summary: 'Time by rank or interval: the Analytic Data API',
  parameters: DATA_PARAMETERS,
  answer: report(
    [...TIMES, 'Activity', 'Category', 'Productivity'],
    ['2026-11-21T09:00:00', 1815, 1, 'github.com', 'General Software Development', 2],
  ),
};
const OVERVIEWS = {
  summary: 'Time by top-level category, and nothing finer',
  parameters: REPORT_PARAMETERS,
  answer: report([...TIMES, 'Category'], ['2026-11-21T09:00:00', 1815, 1, 'Software Development']),
};
const CATEGORIES = {
  summary: 'Time by category, and nothing finer',
  parameters: REPORT_PARAMETERS,
  answer: report([...TIMES, 'Category'], ['2026-11-21T09:00:00', 1815, 1, 'Editing & IDEs']),
};
const LEVELS = {
  summary: 'Time by productivity level, and nothing finer',
  parameters: REPORT_PARAMETERS,
  answer: report([...TIMES, 'Productivity'], ['2026-11-21T09:00:00', 1815, 1, 2]),
};
const GOOD_KEY = { summary: 'Whether a key is good; asked by the oldest clients', answer: { c: [0, 'RT:ok'], d: {} } };

/** The documented API, by method and the name after `/anapi/` and `/api/oauth/`. */
export const DOCUMENTED_OPERATIONS: Readonly<Record<string, OperationText>> = {
  'GET data': DATA,
  'POST data': DATA,
  'GET overview_data': OVERVIEWS,
  'POST overview_data': OVERVIEWS,
  'GET category_data': CATEGORIES,
  'POST category_data': CATEGORIES,
  'GET productivity_data': LEVELS,
  'POST productivity_data': LEVELS,
  'GET daily_summary_feed': {
    summary: 'What each of the last fourteen days came to, point in time; 59 fields, of which some are shown here',
    answer: [
      {
        ...{ id: 1795161600, date: '2026-11-20', productivity_pulse: 65, very_productive_percentage: 46.8 },
        ...{ total_hours: 12.22, total_duration_formatted: '12h 12m', shopping_duration_formatted: '41s' },
      },
    ],
  },
  'GET alerts_feed': {
    summary: 'The alerts that were reached (op=status), or that are defined (op=list)',
    parameters: { op: 'status or list|status', alert_id: 'Only of this alert' },
    answer: [
      {
        ...{ id: 7, alert_id: 3, description: 'You spent 4.5 hours on Very Productive Time.' },
        created_at: '2026-11-20T16:17:06.000+01:00',
      },
    ],
  },
  'GET highlights_feed': {
    summary: 'The highlights that were entered last',
    answer: [{ id: 12, description: 'Released 1.0', date: '2026-11-20', created_at: '2026-11-20T18:00:00.000+01:00' }],
  },
  'POST highlights_post': {
    summary: 'Notes something of a day',
    parameters: {
      highlight_date: 'YYYY-MM-DD or a Unix time|2026-11-20',
      description: '1 to 255 characters|Released 1.0',
      source: 'A label|Git',
    },
    answer: { message: 'The highlight has been posted.', id: 12 },
  },
  'POST start_focustime': {
    summary: 'Starts a focus session',
    parameters: { duration: DURATION },
    answer: { message: 'The focus session has started.' },
  },
  'POST end_focustime': {
    summary: 'Ends the focus session that runs',
    answer: { message: 'The focus session has ended.' },
  },
  'GET focustime_started_feed': {
    summary: 'The focus sessions that started',
    answer: [{ id: 1795262400.5, duration: 30, created_at: '2026-11-21T13:00:00.500+01:00' }],
  },
  'GET focustime_ended_feed': {
    summary: 'The focus sessions that ended',
    answer: [{ id: 1795264200.5, created_at: '2026-11-21T13:30:00.500+01:00' }],
  },
  'POST offline_time_post': {
    summary: 'Adds time away from the computer',
    parameters: {
      start_time: 'YYYY-MM-DD HH:MM:SS in the account’s zone, ISO 8601 or a Unix time|2026-11-20 09:00:00',
      end_time: 'The same; or minutes',
      duration: 'Minutes, at most 240|60',
      activity_name: '1 to 255 characters|Meeting',
      activity_details: 'At most 255 characters|Planning',
    },
    answer: { message: 'The offline time has been posted.' },
  },
  'GET current_productivity_pulse': {
    summary: 'The pulse of the last half hour; asked by menu bar programs',
    answer: { pulse: 71, color: '#395B96', comment: 'Productivity pulse of the last 30 minutes as of 14:25' },
  },
  'GET has_key': GOOD_KEY,
  'POST has_key': GOOD_KEY,
};
