import type { ActivityEvent } from '../activity/events.js';
import type { LocalDate } from '../calendar/local-date.js';
import { type NamingRule, SHIPPED_TAXONOMY, timeClasses } from '../taxonomy/index.js';
import { daysOfSlice, erasuresOf, parseSliceBound, type Slice, sliceOfDay } from './erased-slice.js';

const DAY = '2026-01-02' as LocalDate;
const at = (iso: string) => Date.parse(iso);
const utc = (part: { from: number; to: number } | undefined) =>
  part && [part.from, part.to].map((ms) => new Date(ms).toISOString().slice(0, 16));
const slice = (from?: string, to?: string): Slice => ({
  ...(from !== undefined && { from: parseSliceBound(from) as LocalDate }),
  ...(to !== undefined && { to: parseSliceBound(to) as LocalDate }),
});

describe('a bound of a slice', () => {
  it.each([
    ['2026-01-02', '2026-01-02'],
    ['2026-01-02T10:00:00Z', at('2026-01-02T10:00Z')],
    ['2026-01-02T10:00+02:00', at('2026-01-02T08:00Z')],
    ['2026-02-30', undefined],
    ['2026-02-30T10:00:00Z', undefined],
    ['20260102', undefined],
    ['2026-01-02T10:00', undefined],
    ['yesterday', undefined],
  ])('%s is %s', (text, bound) => expect(parseSliceBound(text)).toBe(bound));
});

describe('the part of a day that is meant', () => {
  const ALL = ['2026-01-01T00:00', '2026-01-04T00:00'];
  it.each<[title: string, from: string | undefined, to: string | undefined, then: string[] | undefined]>([
    ['all of it, without bounds, in whatever zone it was', undefined, undefined, ALL],
    ['all of it, when it is the only date', '2026-01-02', '2026-01-02', ALL],
    ['none of it before the first date', '2026-01-03', undefined, undefined],
    ['none of it after the last date', undefined, '2026-01-01', undefined],
    ['from a moment on', '2026-01-02T10:00Z', undefined, ['2026-01-02T10:00', '2026-01-04T00:00']],
    ['up to a moment', undefined, '2026-01-02T10:00Z', ['2026-01-01T00:00', '2026-01-02T10:00']],
    ['nothing between a moment and an earlier one', '2026-01-02T10:00Z', '2026-01-02T09:00Z', undefined],
  ])('is %s', (_title, from, to, then) => expect(utc(sliceOfDay(slice(from, to), DAY))).toEqual(then));

  it('is looked for in the days around a moment, and up to tomorrow', () => {
    const now = at('2026-01-10T12:00Z');
    expect(daysOfSlice(slice('2026-01-02T00:00Z', '2026-01-03'), now)).toEqual({
      first: '2026-01-01',
      last: '2026-01-03',
    });
    expect(daysOfSlice({}, now)).toEqual({ first: '2000-01-01', last: '2026-01-11' });
  });
});

describe('the erasures of a slice in a day', () => {
  const NINE = at('2026-01-02T09:00Z');
  const time = (hour: number) => ({ startedAt: NINE + hour * 3_600_000, endedAt: NINE + (hour + 1) * 3_600_000 });
  const day: ActivityEvent[] = [
    {
      type: 'ActivityRecorded',
      data: {
        ...{ deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers', localDate: DAY, utcOffsetMinutes: 0 },
        spans: [
          { id: '1', application: 'Gmail', url: 'https://mail.google.com/', ...time(0) },
          { id: '2', application: 'Firefox', url: 'https://github.com/acme', title: 'Invoice', ...time(1) },
          { id: '3', application: 'Firefox', url: 'https://github.com/acme', title: 'Code', ...time(2) },
        ],
      },
    },
    { type: 'OfflineTimePosted', data: { activity: 'Meeting', localDate: DAY, utcOffsetMinutes: 0, ...time(3) } },
  ];
  const invoices = {
    match: 'substring',
    pattern: 'invoice',
    category: { overview: 'Business', category: 'Accounting' },
  } as const;
  const coding: NamingRule = {
    ...{ id: 1, activity: 'github.com', in: 'document', match: 'equals', text: 'code', name: 'Client A' },
  };
  const classes = timeClasses({
    ...SHIPPED_TAXONOMY,
    documentRules: new Map([['github.com', [invoices]]]),
    namingRules: [coding],
  });
  const erasures = (asked: Slice) =>
    erasuresOf(day, { slice: asked, localDate: DAY, classes }).map(({ activities, documents, deviceId }) => ({
      ...(deviceId !== undefined && { deviceId }),
      ...(activities && { activities }),
      ...(documents && { documents: documents.map(({ document }) => document) }),
    }));

  it.each<[title: string, asked: Slice, then: object[]]>([
    ['of all time is one', {}, [{}]],
    ['of an activity names it as it was recorded', { activity: 'GITHUB.com ' }, [{ activities: ['github.com'] }]],
    [
      'of an activity has the documents to which a rule gives its name',
      { activity: 'client a' },
      [{ documents: ['Code'] }],
    ],
    ['of a sub-category has the activities in it', { category: 'Email' }, [{ activities: ['mail.google.com'] }]],
    ['of an overview too', { category: 'Communication & Scheduling' }, [{ activities: ['mail.google.com'] }]],
    ['of a category has the documents that rules send there', { category: 'Accounting' }, [{ documents: ['Invoice'] }]],
    ['of a device names it', { device: 'd' }, [{ deviceId: 'd' }]],
    [
      'of an activity on a device names both',
      { device: 'd', activity: 'github.com' },
      [{ deviceId: 'd', activities: ['github.com'] }],
    ],
    ['of another device is none', { device: 'e' }, []],
    ['of a device has no time that was entered by hand', { device: 'd', activity: 'Meeting' }, []],
    ['of what the day does not have is none', { activity: 'vim' }, []],
    ['of time without any is none', slice(undefined, '2026-01-02T08:00Z'), []],
    ['only looks within the bounds', { ...slice('2026-01-02T11:00Z'), category: 'Accounting' }, []],
  ])('%s', (_title, asked, then) => expect(erasures(asked)).toEqual(then));

  it('names offline time that its owner took back before: its name is still in the log', () => {
    const removed: ActivityEvent = {
      type: 'OfflineTimeRemoved',
      data: { localDate: DAY, utcOffsetMinutes: 0, ...time(3) },
    };
    const found = erasuresOf([...day, removed], { slice: { activity: 'Meeting' }, localDate: DAY, classes });
    expect(found).toMatchObject([{ activities: ['Meeting'] }]);
  });

  it.each([
    ['github.com', ['github.com', 'github.com.']],
    ['GitHub.com.', ['github.com', 'github.com.']],
    ['github.com:443', ['github.com', 'github.com.']],
    ['münchen.de', ['xn--mnchen-3ya.de', 'münchen.de']],
    ['xn--mnchen-3ya.de.', ['xn--mnchen-3ya.de', 'münchen.de']],
    ['Caf\u00e9', ['Caf\u00e9', 'Cafe\u0301']],
    ['CAFE\u0301', ['Caf\u00e9', 'Cafe\u0301']],
  ])('of %s names every spelling that an earlier version recorded', (activity, recorded) => {
    const spellings = [
      ...['https://github.com/a', 'https://github.com./a', 'https://xn--mnchen-3ya.de/'].map((url) => ({ url })),
      ...['münchen.de', 'Caf\u00e9', 'Cafe\u0301', 'Cafeteria', 'github'].map((application) => ({ application })),
    ];
    const spans = spellings.map((named, n) => ({ id: `${n}`, application: 'Firefox', ...named, ...time(n) }));
    const [event] = day;
    if (event?.type !== 'ActivityRecorded') throw new Error('the first event is recorded time');
    const earlier = [{ ...event, data: { ...event.data, spans } }];
    const found = erasuresOf(earlier, { slice: { activity }, localDate: DAY, classes });
    expect(found.map(({ activities }) => activities)).toEqual([recorded]);
  });
});
