import { readReleaseEvent } from './published-week.js';

const week = { week: '2026-11-16', people: 5, teamRevision: 3, asOf: '1234' };
const levels = { ...week, sharing: 'levels', cells: [{ productivity: 2, hours: 40 }] };
const names = { overview: 'Entertainment', category: 'Games' };
const read = (data: object) => readReleaseEvent({ type: 'WeekPublished', data });

describe('the event of a published week', () => {
  it.each<[title: string, data: object]>([
    ['without a table', { ...week, sharing: 'nothing', cells: [] }],
    ['by level', levels],
    ['by category', { ...week, sharing: 'categories', cells: [{ ...names, productivity: -2, hours: 1 }] }],
    [
      'by activity',
      { ...week, sharing: 'activities', cells: [{ ...names, activity: 'Steam', productivity: 0, hours: 1 }] },
    ],
  ])('is read %s', (_title, data) => expect(read(data)).toEqual({ type: 'WeekPublished', data }));

  it.each<[field: string, data: object]>([
    ['week', { ...levels, week: '2026-11-17' }],
    ['week', { ...levels, week: 7 }],
    ['sharing', { ...levels, sharing: 'all' }],
    ['people', { ...levels, people: 4 }],
    ['teamRevision', { ...levels, teamRevision: -1 }],
    ['asOf', { ...levels, asOf: 1234 }],
    ['cells', { ...levels, cells: {} }],
    ['cells', { ...levels, cells: [null] }],
    ['cells', { ...levels, cells: [{ productivity: 3, hours: 1 }] }],
    ['cells', { ...levels, cells: [{ productivity: 2, hours: 1.5 }] }],
    ['cells', { ...levels, cells: [{ productivity: 2, hours: 0 }] }],
    ['cells', { ...levels, cells: [{ productivity: 2, hours: 1, activity: 'Steam' }] }],
    ['cells', { ...levels, sharing: 'nothing' }],
  ])('is refused for its %s: %j', (field, data) => expect(() => read(data)).toThrow(`The field ${field} `));
});
