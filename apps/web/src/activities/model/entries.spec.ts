import {
  type ActivityChange,
  CATEGORIES,
  categoryKey,
  classifyActivity,
  classOrigin,
  type Taxonomy,
  taxonomyDecider,
  type TaxonomyEvent,
} from '@app/domain';
import fc from 'fast-check';
import { Categories, type Entry, ownOf, sumsOf, withSettings } from './entries.js';

const GAMES = { overview: 'Entertainment', category: 'Games' };
const SOFTWARE = { overview: 'Software Development', category: 'General Software Development' };
const MINE = { overview: 'Business', category: 'Mine' };
const ACTIVITIES = ['github.com', 'youtube.com', 'zoom', 'mystery'];

const stateOf = (events: readonly TaxonomyEvent[]) =>
  events.reduce(taxonomyDecider.evolve, taxonomyDecider.initialState);

/** An entry as the server lists it. */
function entryUnder(taxonomy: Taxonomy, activity: string): Entry {
  const present = classifyActivity(taxonomy, activity);
  const { category: categoryFrom, level: levelFrom, shipped } = classOrigin(taxonomy, activity, present);
  return { activity, seconds: 60, ...present, categoryFrom, levelFrom, shipped: shipped ?? null };
}

/** The categories as the server lists them. */
const categoriesUnder = ({ categoryLevels, ownCategories }: Taxonomy) =>
  new Categories(
    [...CATEGORIES, ...ownCategories.values()].map(({ overview, category, defaultProductivity }) => {
      const key = categoryKey(overview, category);
      const productivity = categoryLevels.get(key) ?? defaultProductivity;
      return { overview, category, productivity, isOwn: ownCategories.has(key), isLevelOwn: categoryLevels.has(key) };
    }),
  );

const level = fc.constantFrom<(-2 | -1 | 0 | 1 | 2)[]>(-2, -1, 0, 1, 2);
const category = fc.constantFrom(GAMES, SOFTWARE, MINE);
const activity = fc.constantFrom(...ACTIVITIES);
const change = fc
  .record({ activity, category: fc.option(category), productivity: fc.option(level) }, { requiredKeys: ['activity'] })
  .filter(({ category: name, productivity }) => name !== undefined || productivity !== undefined);
const levelSet = fc
  .tuple(category, level)
  .map(([name, productivity]): TaxonomyEvent => ({ type: 'CategoryLevelSet', data: { ...name, productivity } }));

describe('an entry after a change', () => {
  it('is drawn as the server will class it', () => {
    fc.assert(
      fc.property(fc.array(levelSet), fc.array(change), change, (levels, earlier, { activity: name, ...settings }) => {
        const made: TaxonomyEvent = { type: 'CategoryCreated', data: { ...MINE, productivity: 1 } };
        const after = (taxonomy: Taxonomy, activities: ActivityChange[]) =>
          taxonomyDecider
            .decide(
              { type: 'ChangeActivities', data: { activities }, metadata: { now: 0, principalId: 'u' } },
              taxonomy,
            )
            .reduce(taxonomyDecider.evolve, taxonomy);
        const before = after(stateOf([made, ...levels]), earlier);
        const drawn = withSettings(entryUnder(before, name), settings, categoriesUnder(before));
        expect(drawn).toEqual(entryUnder(after(before, [{ activity: name, ...settings }]), name));
      }),
      { numRuns: 500 },
    );
  });

  it('is as before when its own settings are put back', () => {
    const entry = entryUnder(stateOf([]), 'youtube.com');
    const categories = categoriesUnder(stateOf([]));
    const changed = withSettings(entry, { productivity: 2 }, categories);
    expect(changed).toMatchObject({ productivity: 2, levelFrom: 'activity', shipped: { productivity: -2 } });
    expect(withSettings(changed, ownOf(entry), categories)).toEqual(entry);
  });

  it('stays as it is when a rule decides it', () => {
    const entry = { ...entryUnder(stateOf([]), 'youtube.com'), levelFrom: 'rule' } as const;
    expect(withSettings(entry, { productivity: 2 }, categoriesUnder(stateOf([])))).toBe(entry);
  });
});

describe('the sums of entries', () => {
  it('are those of the levels and categories, the longest first', () => {
    const [github, youtube] = ['github.com', 'youtube.com'].map((name) => entryUnder(stateOf([]), name)) as [
      Entry,
      Entry,
    ];
    const sums = sumsOf([github, { ...youtube, seconds: 180 }, { ...github, activity: 'gitlab.com' }]);
    expect(sums).toMatchObject({ seconds: 300, levelSeconds: [180, 0, 0, 0, 120], pulse: 40 });
    expect(sums.categories.map(({ category: name, seconds }) => [name, seconds])).toEqual([
      ['Video', 180],
      ['General Software Development', 120],
    ]);
    expect(sumsOf([]).pulse).toBeNull();
  });
});
