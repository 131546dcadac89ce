import { readSummaryEvent } from './read-summary-event.js';

const day = {
  ...{ localDate: '2026-11-21', timeZone: 'Europe/Berlin', taxonomyRevision: -1, activityRevision: 0 },
  ...{ levels: { '-2': 0, '-1': 0, '0': 1, '1': 2, '2': 3 }, overviews: { Business: 6 } },
};

describe('a summary event out of the log', () => {
  it.each(['DayClosed', 'DayRestated'])('is read as it was written: %s', (type) =>
    expect(readSummaryEvent({ type, data: day })).toEqual({ type, data: day }),
  );

  it('of a type that is not ours is not read', () =>
    expect(readSummaryEvent({ type: 'AlertTriggered', data: day })).toBeUndefined());

  it('of a newer version is refused', () =>
    expect(() => readSummaryEvent({ type: 'DayClosed', data: undefined })).toThrow(/newer/));

  it.each<[field: string, data: object]>([
    ['localDate', { ...day, localDate: '2026-02-30' }],
    ['localDate', { ...day, localDate: 20_261_121 }],
    ['timeZone', { ...day, timeZone: '' }],
    ['taxonomyRevision', { ...day, taxonomyRevision: -2 }],
    ['activityRevision', { ...day, activityRevision: -1 }],
    ['levels', { ...day, levels: [] }],
    ['levels', { ...day, levels: { ...day.levels, '3': 0 } }],
    ['2', { ...day, levels: { '-2': 0, '-1': 0, '0': 1, '1': 2, '4': 3 } }],
    ['overviews', { ...day, overviews: null }],
    ['Business', { ...day, overviews: { Business: 1.5 } }],
  ])('with a bad %s is refused by its name', (field, data) =>
    expect(() => readSummaryEvent({ type: 'DayClosed', data })).toThrow(`The field ${field} `),
  );
});
