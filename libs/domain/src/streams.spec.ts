import type { LocalDate } from './calendar/local-date.js';
import { activityStream, parseActivityStream, parseTaxonomyStream, taxonomyStream } from './streams.js';

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

describe('a taxonomy stream', () => {
  it('is named by its user, and read back', () => {
    expect(taxonomyStream(USER)).toBe(`taxonomy-${USER}`);
    expect(parseTaxonomyStream(taxonomyStream(USER))).toEqual({ userId: USER });
  });

  it.each([`account-${USER}`, `taxonomy-${USER}.20260101`, 'taxonomy-x', 'taxonomy-', ''])('is not %p', (stream) =>
    expect(parseTaxonomyStream(stream)).toBeUndefined(),
  );
});
