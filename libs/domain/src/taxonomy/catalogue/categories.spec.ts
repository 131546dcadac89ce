import fc from 'fast-check';

import { CATEGORIES, categoryKey, defaultProductivity, OVERVIEWS } from './categories.js';

describe('the shipped categories', () => {
  it('fall under eleven overviews, in the order of the daily summary feed', () => {
    expect(OVERVIEWS).toEqual([
      'Uncategorized',
      'Business',
      'Communication & Scheduling',
      'Social Networking',
      'Design & Composition',
      'Entertainment',
      'News & Opinion',
      'Software Development',
      'Reference & Learning',
      'Shopping',
      'Utilities',
    ]);
    expect([...new Set(CATEGORIES.map(({ overview }) => overview))]).toEqual(OVERVIEWS);
  });

  it.each([
    ['Uncategorized', [0]],
    ['Business', [2, 2, 2, 2, 2, 2, 2, 2, 2]],
    ['Communication & Scheduling', [0, 0, 0, 1, 1, 1, 1]],
    ['Social Networking', [-2, 1]],
    ['Design & Composition', [2, 2, 2, 2, 2, 2, 2, 2]],
    ['Entertainment', [-2, -2, -2, -2, -2, -2]],
    ['News & Opinion', [-2, -1, -2, -2, -1, -1, -2, -2]],
    ['Software Development', [2, 2, 2, 2, 2, 2]],
    ['Reference & Learning', [2, 1, 2, 1, 1, 0, 1, 1, 1, 1, 1]],
    ['Shopping', [-2, -2, -2, -2]],
    ['Utilities', [1, 1, 0, 1, -2, 0, 0]],
  ])('of %s have the recorded default levels', (overview, levels) => {
    const ofOverview = CATEGORIES.filter((category) => category.overview === overview);
    expect(ofOverview.map((category) => category.defaultProductivity)).toEqual(levels);
  });

  it('have each a key of their own although sub-category names repeat', () => {
    const keys = CATEGORIES.map(({ overview, category }) => categoryKey(overview, category));
    expect(new Set(keys).size).toBe(CATEGORIES.length);
    expect(CATEGORIES.filter(({ category }) => category === 'Entertainment')).toHaveLength(1);
    expect(categoryKey('Business', 'Business')).not.toBe(categoryKey('News & Opinion', 'Business'));
  });

  it('are found by key, and a category they do not hold is neutral', () => {
    expect(defaultProductivity(categoryKey('News & Opinion', 'Sports'))).toBe(-1);
    expect(defaultProductivity(categoryKey('Business', 'Sports'))).toBe(0);
    expect(defaultProductivity('__proto__')).toBe(0);
  });
});

describe('a category key', () => {
  it('differs when the names differ, with any characters', () => {
    const names = fc.tuple(fc.string({ unit: fc.constantFrom('a', '"', ',', '/', '\\', '\0') }), fc.string());
    fc.assert(
      fc.property(names, names, (one, other) => {
        expect(categoryKey(...one) === categoryKey(...other)).toBe(one[0] === other[0] && one[1] === other[1]);
      }),
    );
  });
});
