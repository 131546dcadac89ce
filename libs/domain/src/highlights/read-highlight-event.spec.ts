import { readHighlightEvent } from './read-highlight-event.js';

const data = { id: 1, description: 'Released', date: '2026-11-20', createdAt: 7 };

describe('a highlight event out of the log', () => {
  it.each([
    { type: 'HighlightPosted', data },
    { type: 'HighlightReplaced', data: { ...data, source: 'Git' } },
    { type: 'HighlightRemoved', data: { id: 1 } },
  ])('is read as it was written: %j', (event) => expect(readHighlightEvent(event)).toEqual(event));

  it.each<[field: string, data: object]>([
    ['id', { ...data, id: 0 }],
    ['description', { ...data, description: '' }],
    ['source', { ...data, source: 1 }],
    ['date', { ...data, date: '2026-02-30' }],
    ['createdAt', { ...data, createdAt: -1 }],
  ])('with a bad %s is refused by its name', (field, bad) =>
    expect(() => readHighlightEvent({ type: 'HighlightPosted', data: bad })).toThrow(`The field ${field} `),
  );
});
