import { placeOf, readImportedLine } from './read-imported-line.js';

const line = { line: 3, first: 'f', stream: 's', id: 'i', type: 'T', data: { a: 1 } };

describe('a line of an import', () => {
  it('is read with its fields, and no others', () =>
    expect(readImportedLine({ ...line, recordedAt: 'now' })).toEqual(line));

  it('keeps its data as they are', () => expect(readImportedLine(line).data).toBe(line.data));

  it.each([[null], [undefined], ['text'], [7], [[line]]])('is refused when it is no object: %j', (value) =>
    expect(() => readImportedLine(value)).toThrow('The line is no object.'),
  );

  it.each([
    ['line', { line: 0 }],
    ['line', { line: '3' }],
    ['line', { line: 1.5 }],
    ['first', { first: undefined }],
    ['first', { first: 'x'.repeat(65) }],
    ['stream', { stream: 'x'.repeat(201) }],
    ['id', { id: 7 }],
    ['type', { type: 'x'.repeat(101) }],
    ['type', { type: null }],
    ['data', { data: null }],
    ['data', { data: [] }],
    ['data', { data: 'text' }],
  ])('is refused for its field %s: %j', (name, change) =>
    expect(() => readImportedLine({ ...line, ...change })).toThrow(
      expect.objectContaining({
        code: 'unreadable_event',
        message: `The field ${name} of the line is missing, wrong or too long.`,
      }),
    ),
  );

  it.each([
    [{ line: 7 }, 7],
    [{ line: '7' }, NaN],
    [null, NaN],
    ['7', NaN],
  ])('says its place when it can: %j', (value, place) => expect(placeOf(value)).toBe(place));
});
