import fc from 'fast-check';

import { activityKey } from './activity-key.js';
import { CATALOGUE } from './catalogue/index.js';
import { CATEGORIES, categoryKey, type ProductivityLevel } from './catalogue/categories.js';
import { type ActivityOverride, classifyActivity, SHIPPED_TAXONOMY } from './classify-activity.js';

const shipped = (activity: string) => classifyActivity(SHIPPED_TAXONOMY, activity);
const UNKNOWN = { overview: 'Uncategorized', category: 'Uncategorized', productivity: 0 };

/** Less CPU time than this is too little to compare, in ms. */
const CLOCK_MS = 2;

/** The CPU time of the work, in ms: the least of three tries, because load makes a try slower. */
function cpuMsOf(work: () => void): number {
  const tries = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...tries);
}

describe('classifying with the shipped taxonomy', () => {
  it.each([
    ['rubymine', 'Software Development', 'Editing & IDEs', 2],
    ['sublime text', 'Software Development', 'Editing & IDEs', 2],
    ['sublime text 2', 'Software Development', 'Editing & IDEs', 2],
    ['VS Code', 'Software Development', 'Editing & IDEs', 2],
    ['github.com', 'Software Development', 'General Software Development', 2],
    ['stackoverflow.com', 'Software Development', 'General Software Development', 2],
    ['gist.github.com', 'Software Development', 'General Software Development', 2],
    ['Terminal', 'Software Development', 'Systems Operations', 2],
    ['iTerm', 'Software Development', 'Systems Operations', 2],
    ['basecamp.com', 'Software Development', 'Design & Planning', 2],
    ['dbeaver', 'Software Development', 'Data Modeling & Analysis', 2],
    ['rescuetime.com', 'Business', 'Intelligence', 2],
    ['Gmail', 'Communication & Scheduling', 'Email', 1],
    ['Slack', 'Communication & Scheduling', 'General Communication & Scheduling', 0],
    ['discord', 'Communication & Scheduling', 'General Communication & Scheduling', 0],
    ['meet.google.com', 'Communication & Scheduling', 'Meetings', 1],
    ['reddit.com', 'News & Opinion', 'General News & Opinion', -2],
    ['feedly.com', 'News & Opinion', 'General News & Opinion', -2],
    ['facebook.com', 'Social Networking', 'General Social Networking', -2],
    ['youtube.com', 'Entertainment', 'Video', -2],
    ['iTunes', 'Entertainment', 'Music', -2],
    ['google.com', 'Reference & Learning', 'Search', 1],
    ['ruby-doc.org', 'Reference & Learning', 'Engineering & Technology', 1],
    ['loginwindow', 'Utilities', 'General Utilities', 1],
    ['Windows Explorer', 'Utilities', 'General Utilities', 1],
    ['Safari', 'Utilities', 'Browsers', 0],
    ['Hosted Google Docs', 'Design & Composition', 'Writing', 2],
  ])('%s is, as recorded, in %s / %s at %i', (activity, overview, category, productivity) => {
    expect(shipped(activity)).toEqual({ overview, category, productivity });
  });

  it.each([
    ['a name in any case and spacing', '  SUBLIME   text ', 'Editing & IDEs'],
    ['a program file', 'WINWORD.EXE', 'Writing'],
    ['an X11 class with a version', 'Gimp-2.10', 'Graphic Design'],
    ['a desktop id', 'org.gnome.Nautilus', 'General Utilities'],
    ['a title that ends in a number before its shorter name', 'Dota 2', 'Games'],
    ['an application named like a domain', 'Node.js', 'General Software Development'],
    ['an application named as its own site', 'zoom.us', 'Meetings'],
    ['a listed sub-domain before its parent', 'docs.google.com', 'Writing'],
    ['an unlisted sub-domain under its nearest listed parent', 'a.b.docs.google.com', 'Writing'],
    ['a sub-domain of nothing but the registrable domain', 'tools.google.com', 'Search'],
    ['a sub-domain under a suffix of two labels', 'shop.bbc.co.uk', 'International'],
    ['a site that is a public suffix', 'www.gov.uk', "Legal & Gov't"],
    ['another body under that suffix', 'hmrc.gov.uk', 'Uncategorized'],
    ["a user's page on a public host", 'argo.github.io', 'Uncategorized'],
    ['a sub-domain of an application named like a domain', 'x.node.js', 'Uncategorized'],
    ['a longer word that ends like a known domain', 'notgithub.com', 'Uncategorized'],
    ['an application with a domain in its title', 'notes on mail.google.com', 'Uncategorized'],
    ['an address', '127.0.0.1', 'Uncategorized'],
    ['nothing', '', 'Uncategorized'],
  ])('%s (%s) goes to %s', (_case, activity, category) => {
    expect(shipped(activity).category).toBe(category);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__proto__.com', 'x.constructor'])(
    '%s, a name that plain objects hold, is Uncategorized',
    (activity) => {
      expect(shipped(activity)).toEqual(UNKNOWN);
    },
  );
});

describe('the precedence of levels', () => {
  const own = (entry: (typeof CATALOGUE)[number]) => entry.productivity !== undefined;
  const EMAIL = ['Communication & Scheduling', 'Email'] as const;
  const FILES = ['Utilities', 'File Sharing'] as const;
  const GAMES = ['Entertainment', 'Games'] as const;
  const toGames = { overview: GAMES[0], category: GAMES[1] };

  it('has entries with a level of their own to speak of', () => {
    expect(CATALOGUE.filter(own).map(({ name }) => name)).toContain('dropbox.com');
  });

  interface Rules {
    readonly activity?: ActivityOverride;
    readonly category?: readonly [overview: string, category: string, level: ProductivityLevel];
  }
  type Expected = readonly [overview: string, category: string, level: ProductivityLevel];
  const toFiles = { overview: FILES[0], category: FILES[1] };
  const toMine = { overview: 'Mine', category: 'bbs' };

  it.each<[title: string, activity: string, rules: Rules, expected: Expected]>([
    ['the default of the category', 'gmail.com', {}, [...EMAIL, 1]],
    ["the catalogue's own level over the default", 'dropbox.com', {}, [...FILES, 1]],
    ["the user's level for the category over both", 'dropbox.com', { category: [...FILES, -1] }, [...FILES, -1]],
    ["the user's zero for the category", 'dropbox.com', { category: [...FILES, 0] }, [...FILES, 0]],
    ['no level of a category of the same name', 'gmail.com', { category: ['Business', 'Email', -2] }, [...EMAIL, 1]],
    [
      "the user's level for the activity over that for the category",
      'gmail.com',
      { activity: { productivity: -1 }, category: [...EMAIL, 2] },
      [...EMAIL, -1],
    ],
    [
      "the user's zero for the activity",
      'gmail.com',
      { activity: { productivity: 0 }, category: [...EMAIL, 2] },
      [...EMAIL, 0],
    ],
    ['the default of the category it moved to', 'gmail.com', { activity: { category: toGames } }, [...GAMES, -2]],
    [
      "the user's level for the category it moved to",
      'gmail.com',
      { activity: { category: toGames }, category: [...GAMES, 1] },
      [...GAMES, 1],
    ],
    ['no own level once it moved', 'dropbox.com', { activity: { category: toGames } }, [...GAMES, -2]],
    ['the own level when moved to where it is', 'dropbox.com', { activity: { category: toFiles } }, [...FILES, 1]],
    [
      'category and level of the activity at once',
      'gmail.com',
      { activity: { category: toGames, productivity: 2 }, category: [...GAMES, 1] },
      [...GAMES, 2],
    ],
    ['the same class as before for an empty override', 'gmail.com', { activity: {} }, [...EMAIL, 1]],
    ['neutral in a category of the user', 'gmail.com', { activity: { category: toMine } }, ['Mine', 'bbs', 0]],
    [
      "the user's level for what is not categorized",
      'unlisted.example',
      { category: ['Uncategorized', 'Uncategorized', -1] },
      ['Uncategorized', 'Uncategorized', -1],
    ],
  ])('gives %s', (_title, activity, rules, [overview, category, productivity]) => {
    const taxonomy = {
      ...SHIPPED_TAXONOMY,
      activityOverrides: new Map(rules.activity === undefined ? [] : [[activityKey(activity), rules.activity]]),
      categoryLevels: new Map(
        rules.category === undefined ? [] : [[categoryKey(rules.category[0], rules.category[1]), rules.category[2]]],
      ),
    };
    expect(classifyActivity(taxonomy, activity)).toEqual({ overview, category, productivity });
  });

  it('leaves sub-domains and other versions of an overridden activity alone', () => {
    const activityOverrides = new Map<string, ActivityOverride>([
      ['google.com', { productivity: -2 }],
      ['sublime text', { productivity: -2 }],
    ]);
    const taxonomy = { ...SHIPPED_TAXONOMY, activityOverrides };
    expect(classifyActivity(taxonomy, 'tools.google.com').productivity).toBe(1);
    expect(classifyActivity(taxonomy, 'sublime text 2').productivity).toBe(2);
  });
});

describe('the laws of classifying', () => {
  const level = fc.constantFrom<ProductivityLevel[]>(-2, -1, 0, 1, 2);
  const anyText = fc.string({ unit: 'binary', maxLength: 2_500 }); // up to four bytes each: 10 kB
  const listed = fc.constantFrom(...CATALOGUE.map(({ name }) => name));
  const domain = fc.oneof(
    fc.constantFrom(...CATALOGUE.filter(({ kind }) => kind === 'domain').map(({ name }) => name)),
    fc.domain(),
  );
  const knownKeys = new Set(CATEGORIES.map(({ overview, category }) => categoryKey(overview, category)));

  it('any text has a class of the shipped table', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { overview, category, productivity } = shipped(text);
        expect(knownKeys.has(categoryKey(overview, category))).toBe(true);
        expect([-2, -1, 0, 1, 2]).toContain(productivity);
      }),
    );
  });

  it.each(['a.', 'www.', '.', ' ', '1', ' 1', '-v1', 'a ', '.exe', 'a..', '\u0130', '\ud800'])(
    'a long run of %j takes linear time',
    (unit) => {
      const classify = (length: number) => {
        const run = unit.repeat(length / unit.length);
        expect(shipped(`${run}x${run}`)).toEqual(UNKNOWN);
        expect(shipped(`${run}.com`)).toEqual(UNKNOWN);
      };
      const tenth = cpuMsOf(() => classify(3_000));
      // Ten times the length is ten times the work. Squared would be a hundred times.
      expect(cpuMsOf(() => classify(30_000))).toBeLessThan(30 * Math.max(tenth, CLOCK_MS));
    },
  );

  it('case and surrounding space do not matter', () => {
    const space = fc.constantFrom('', ' ', '\t', '\n', '\u00a0');
    fc.assert(
      fc.property(listed, space, space, fc.infiniteStream(fc.boolean()), (name, before, after, upper) => {
        const spelled = [...name].map((letter) => (upper.next().value ? letter.toUpperCase() : letter)).join('');
        expect(shipped(before + spelled + after)).toEqual(shipped(name));
      }),
    );
  });

  it('www. before a domain does not matter', () => {
    fc.assert(fc.property(domain, (name) => expect(shipped(`www.${name}`)).toEqual(shipped(name))));
  });

  it('an override always wins', () => {
    const category = fc.record({ overview: fc.string(), category: fc.string() });
    fc.assert(
      fc.property(
        fc.oneof(anyText, listed),
        category,
        fc.tuple(level, level),
        (activity, name, [productivity, ofCategory]) => {
          const taxonomy = {
            ...SHIPPED_TAXONOMY,
            activityOverrides: new Map([[activityKey(activity), { category: name, productivity }]]),
            categoryLevels: new Map([[categoryKey(name.overview, name.category), ofCategory]]),
          };
          expect(classifyActivity(taxonomy, activity)).toEqual({ ...name, productivity });
        },
      ),
    );
  });
});
