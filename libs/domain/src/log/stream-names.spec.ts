import type { LocalDate } from '../calendar/local-date.js';
import { STREAM_PREFIXES } from './categories.js';
import {
  accountStream,
  activityStream,
  alertStream,
  parseAccountStream,
  parseActivityStream,
  parseAlertStream,
  parseScheduleStream,
  parseSummaryStream,
  parseTaxonomyStream,
  scheduleStream,
  summaryStream,
  taxonomyStream,
} from './stream-names.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

describe('an activity stream', () => {
  it('is named by user and local day, and read back', () => {
    const stream = activityStream(USER, '2026-11-21' as LocalDate);
    expect(stream).toBe(`activity-${USER}.20261121`);
    expect(parseActivityStream(stream)).toEqual({ userId: USER, localDate: '2026-11-21' });
  });

  it.each([
    `account-${USER}`,
    `activity-${USER}`,
    `activity-${USER}.20260230`,
    `activity-${USER}.20261121x`,
    'activity-x.20261121',
    '',
  ])('is not %p', (stream) => expect(parseActivityStream(stream)).toBeUndefined());
});

describe.each([
  ['taxonomy', taxonomyStream, parseTaxonomyStream],
  ['schedule', scheduleStream, parseScheduleStream],
  ['alert', alertStream, parseAlertStream],
  ['summary', summaryStream, parseSummaryStream],
  ['account', accountStream, parseAccountStream],
])('a %s stream', (category, streamOf, parse) => {
  it('is named by its user, and read back', () => {
    expect(streamOf(USER)).toBe(`${category}-${USER}`);
    expect(parse(streamOf(USER))).toEqual({ userId: USER });
  });

  it.each([`login-${USER}`, `${category}-${USER}.20260101`, `${category}-x`, `${category}-`, ''])(
    'is not %p',
    (stream) => expect(parse(stream)).toBeUndefined(),
  );
});

it.each(['schedule-', 'alert-', 'summary-', 'team-', 'membership-'])(
  'the projector does not follow %s streams, which are only folded on demand',
  (prefix) => expect(STREAM_PREFIXES).not.toContain(prefix),
);
