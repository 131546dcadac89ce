import fc from 'fast-check';
import { type ChildMessage, LONGEST_LINE, LONGEST_TEXT, readMessage, readQuestion } from './messages.js';

const look = (fields: Record<string, unknown>) =>
  JSON.stringify({ type: 'look', window: null, idleMs: null, isAway: null, memoryBytes: 1, ...fields });
const window = { id: 7, path: 'editor.exe', title: 'a.txt' };

describe('a line of the process that watches windows', () => {
  it.each<ChildMessage>([
    { type: 'hello', idle: true, lock: false, minimises: true },
    { type: 'unusable', reason: 'not installed' },
    { type: 'failed', reason: 'access denied' },
    { type: 'look', window, idleMs: 12, isAway: false, memoryBytes: 40_000_000 },
    { type: 'look', window: null, idleMs: null, isAway: null, memoryBytes: 40_000_000 },
    { type: 'answer', question: 3, idleMs: null, error: 'no such window' },
  ])('is read: %p', (message) => {
    expect(readMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'Segmentation fault'],
    ['another kind', '{"type":"span"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no flag', '{"type":"hello","idle":1,"lock":false,"minimises":true}'],
    ['no reason', '{"type":"failed"}'],
    ['a window that is a text', look({ window: 'editor' })],
    ['a window without a title', look({ window: { id: 7, path: 'editor.exe' } })],
    ['a number as a title', look({ window: { ...window, title: 5 } })],
    ['a broken number of a window', look({ window: { ...window, id: 7.5 } })],
    ['a time before now', look({ idleMs: -1 })],
    ['a time that is a text', look({ idleMs: '12' })],
    ['a lock that is a number', look({ isAway: 0 })],
    ['no memory', look({ memoryBytes: undefined })],
    ['a title without an end', look({ window: { ...window, title: 'x'.repeat(LONGEST_TEXT + 1) } })],
    ['a line without an end', look({ more: 'x'.repeat(LONGEST_LINE) })],
  ])('is refused when it is or has %s', (_title, line) => {
    expect(readMessage(line)).toBeNull();
  });

  it('is taken without what does not belong to it', () => {
    expect(readMessage(look({ window: { ...window, processId: 9 }, more: 1 }))).toEqual({
      ...{ type: 'look', window, idleMs: null, isAway: null, memoryBytes: 1 },
    });
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (line) => (readMessage(line), readQuestion(line), true)));
  });
});

describe('a question of the agent', () => {
  it.each([
    ['{"question":1,"ask":"idle"}', { question: 1, ask: 'idle' }],
    ['{"question":2,"ask":"minimise","window":7}', { question: 2, ask: 'minimise', window: 7 }],
    ['{"question":2,"ask":"minimise"}', null],
    ['{"question":2,"ask":"close","window":7}', null],
    ['{"ask":"idle"}', null],
    ['nonsense', null],
  ])('%s is read as %p', (line, question) => {
    expect(readQuestion(line)).toEqual(question);
  });
});
