import type { Entry } from './entries.js';
import { queryOf, shownPlaces, type View, viewOf } from './view.js';

const PLAIN: View = { text: '', onlyUncategorised: false, level: undefined, sort: 'time', isReversed: false };
const entry = (activity: string, category: string, productivity: number): Entry => ({
  ...{ activity, category, productivity, seconds: 60, shipped: null, categoryFrom: 'shipped', levelFrom: 'shipped' },
  overview: category === 'Uncategorized' ? 'Uncategorized' : 'Business',
});
const ENTRIES = [
  entry('Zoom', 'Meetings', 1),
  entry('bücher.example', 'Uncategorized', 0),
  entry('äpfel', 'Sales', 2),
  entry('site 10', 'Uncategorized', -2),
  entry('site 9', 'Meetings', 0),
];
const namesIn = (view: Partial<View>): string[] =>
  shownPlaces(ENTRIES, { ...PLAIN, ...view }, 'de').map((place) => ENTRIES[place]?.activity ?? '');

describe('the view of the table', () => {
  it.each<[string, Partial<View>, string[]]>([
    ['a part of a name, without accents and case', { text: ' BUCHER ' }, ['bücher.example']],
    ['a part of a category', { text: 'meet' }, ['Zoom', 'site 9']],
    ['only what has no category', { onlyUncategorised: true }, ['bücher.example', 'site 10']],
    ['one level', { level: 0 }, ['bücher.example', 'site 9']],
    ['the name, as the language orders it', { sort: 'name' }, ['äpfel', 'bücher.example', 'site 9', 'site 10', 'Zoom']],
    ['the category, then time', { sort: 'category' }, ['Zoom', 'site 9', 'äpfel', 'bücher.example', 'site 10']],
    ['the level, the best first', { sort: 'level' }, ['äpfel', 'Zoom', 'bücher.example', 'site 9', 'site 10']],
    ['time, turned round', { isReversed: true }, ['site 9', 'site 10', 'äpfel', 'bücher.example', 'Zoom']],
    ['nothing', { text: 'x'.repeat(10_000) }, []],
  ])('shows by %s', (_, view, names) => expect(namesIn(view)).toEqual(names));

  it('is in the address, and is read back from it', () => {
    const view: View = { text: 'a&b=c ж', onlyUncategorised: true, level: -2, sort: 'name', isReversed: true };
    expect(viewOf(Object.fromEntries(new URLSearchParams(queryOf(view))))).toEqual(view);
    expect(queryOf(PLAIN)).toBe('');
  });

  it('is the plain one when the address has values that are none', () => {
    expect(viewOf({ level: '7', sort: 'length', reversed: 'yes', uncategorised: 'true' })).toEqual(PLAIN);
    expect(viewOf({ q: 'x'.repeat(10_000) }).text).toHaveLength(200);
  });
});
