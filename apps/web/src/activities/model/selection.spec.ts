import { allSelected, amongShown, movedTo, NOTHING_SELECTED, type Selection, targetsOf, toggled } from './selection.js';

const keys = ['a', 'b', 'c', 'd', 'e'];
const selectedIn = ({ selected }: Selection): string => [...selected].sort().join('');

describe('the selection of rows', () => {
  it('goes from the anchor to the row with the focus, and back', () => {
    let selection = movedTo(NOTHING_SELECTED, 2, { keys });
    selection = movedTo(selection, 4, { keys, extend: true });
    expect(selectedIn(selection)).toBe('cde');
    selection = movedTo(selection, 1, { keys, extend: true });
    expect([selectedIn(selection), selection.active]).toEqual(['bc', 1]);
  });

  it('keeps rows while the focus moves on, and takes single rows in and out', () => {
    let selection = toggled(NOTHING_SELECTED, 0, keys);
    selection = toggled(movedTo(selection, 3, { keys }), 3, keys);
    expect(selectedIn(selection)).toBe('ad');
    expect(selectedIn(toggled(selection, 0, keys))).toBe('d');
  });

  it('stays within the rows', () => {
    expect(movedTo(NOTHING_SELECTED, 99, { keys }).active).toBe(4);
    expect(movedTo(NOTHING_SELECTED, -1, { keys }).active).toBe(0);
    expect(toggled(NOTHING_SELECTED, 0, [])).toBe(NOTHING_SELECTED);
  });

  it('is what a change is for, in the order of the rows; else the row with the focus is', () => {
    expect(targetsOf({ active: 1, anchor: 1, selected: new Set(['d', 'a']) }, keys)).toEqual(['a', 'd']);
    expect(targetsOf({ active: 1, anchor: 1, selected: new Set() }, keys)).toEqual(['b']);
    expect(targetsOf(NOTHING_SELECTED, [])).toEqual([]);
  });

  it('loses rows that are shown no more, so that a change never touches a hidden row', () => {
    const selection = { ...allSelected(NOTHING_SELECTED, keys), active: 3 };
    expect(amongShown(selection, keys, ['b', 'd'])).toEqual({ active: 1, anchor: 1, selected: new Set(['b', 'd']) });
    expect(amongShown(selection, keys, ['a']).active).toBe(0);
  });
});
