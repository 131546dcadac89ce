import { tableKey } from './table-keys.js';

const rows = { active: 5, count: 100, pageRows: 10 };
const press = (key: string, held: object = {}) =>
  tableKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target: null, ...held }, rows);

describe('the keys of the table', () => {
  it.each([
    ['ArrowDown', {}, { kind: 'move', place: 6, extend: false }],
    ['ArrowUp', { shiftKey: true }, { kind: 'move', place: 4, extend: true }],
    ['PageDown', {}, { kind: 'move', place: 15, extend: false }],
    ['Home', {}, { kind: 'move', place: 0, extend: false }],
    ['End', { shiftKey: true }, { kind: 'move', place: 99, extend: true }],
    [' ', {}, { kind: 'toggle', place: 5 }],
    ['Enter', {}, { kind: 'open', place: 5 }],
    ['Escape', {}, { kind: 'none' }],
    ['1', {}, { kind: 'level', level: 2 }],
    ['5', {}, { kind: 'level', level: -2 }],
    ['0', {}, { kind: 'shipped' }],
    ['c', {}, { kind: 'category' }],
    ['a', { ctrlKey: true }, { kind: 'all' }],
    ['A', { metaKey: true }, { kind: 'all' }],
    ['z', { ctrlKey: true }, { kind: 'undo' }],
  ])('%j with %j', (key, held, act) => expect(press(key, held)).toEqual(act));

  it.each([
    ['6', {}],
    ['x', {}],
    ['c', { ctrlKey: true }],
    ['1', { altKey: true }],
    ['z', { ctrlKey: true, shiftKey: true }],
    ['Tab', {}],
  ])('leave %j with %j to the browser', (key, held) => expect(press(key, held)).toBeUndefined());
});
