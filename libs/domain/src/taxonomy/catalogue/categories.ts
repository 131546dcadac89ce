/** -2 very distracting, -1 distracting, 0 neutral, 1 productive, 2 very productive. */
export type ProductivityLevel = -2 | -1 | 0 | 1 | 2;

/**
 * Names a sub-category by both names, because sub-category names repeat (for example "Business").
 */
export interface CategoryName {
  readonly overview: string;
  readonly category: string;
}

/** A sub-category of the shipped taxonomy, with its default level. */
export interface Category extends CategoryName {
  readonly defaultProductivity: ProductivityLevel;
}

type Row = readonly [overview: string, categories: readonly (readonly [category: string, level: ProductivityLevel])[]];

// Names and levels are recorded from RescueTime accounts. Overviews follow the daily summary feed.
const TABLE: readonly Row[] = [
  ['Uncategorized', [['Uncategorized', 0]]],
  [
    'Business',
    [
      ['General Business', 2],
      ['Accounting', 2],
      ['Administration', 2],
      ['Sales', 2],
      ['Marketing', 2],
      ['Customer Relations', 2],
      ['Intelligence', 2],
      ['Operations', 2],
      ['Project Management', 2],
    ],
  ],
  [
    'Communication & Scheduling',
    [
      ['General Communication & Scheduling', 0],
      ['Calendars', 0],
      ['Communications', 0],
      ['Email', 1],
      ['Instant Message', 1],
      ['Meetings', 1],
      ['Voice Chat', 1],
    ],
  ],
  [
    'Social Networking',
    [
      ['General Social Networking', -2],
      ['Professional Networking', 1],
    ],
  ],
  [
    'Design & Composition',
    [
      ['General Design & Composition', 2],
      ['3D Graphic Design', 2],
      ['Audio Editing', 2],
      ['Graphic Design', 2],
      ['Presentation', 2],
      ['Engineering & Drafting', 2],
      ['Video Editing', 2],
      ['Writing', 2],
    ],
  ],
  [
    'Entertainment',
    [
      ['General Entertainment', -2],
      ['Comedy', -2],
      ['Games', -2],
      ['Music', -2],
      ['Photos', -2],
      ['Video', -2],
    ],
  ],
  [
    'News & Opinion',
    [
      ['General News & Opinion', -2],
      ['Business', -1],
      ['Entertainment', -2],
      ['Society', -2],
      ['Science & Technology', -1],
      ['Sports', -1],
      ['Regional', -2],
      ['International', -2],
    ],
  ],
  [
    'Software Development',
    [
      ['General Software Development', 2],
      ['Design & Planning', 2],
      ['Editing & IDEs', 2],
      ['Quality Assurance', 2],
      ['Systems Operations', 2],
      ['Data Modeling & Analysis', 2],
    ],
  ],
  [
    'Reference & Learning',
    [
      ['General Reference & Learning', 2],
      ['Business & Finance', 1],
      ['Employment', 2],
      ['Food', 1],
      ['Health & Medicine', 1],
      ['Home & Garden', 0],
      ["Legal & Gov't", 1],
      ['Maps & Regional', 1],
      ['Engineering & Technology', 1],
      ['Search', 1],
      ['Travel & Outdoors', 1],
    ],
  ],
  [
    'Shopping',
    [
      ['General Shopping', -2],
      ['Office', -2],
      ['Electronics', -2],
      ['Clothes & Personal', -2],
    ],
  ],
  [
    'Utilities',
    [
      ['General Utilities', 1],
      ['Anti-Virus & Spyware', 1],
      ['Browsers', 0],
      ['Internet Utilities', 1],
      ['File Sharing', -2],
      ['Virtualization', 0],
      ['Other', 0],
    ],
  ],
];

/**
 * The eleven overviews, in the order of the daily summary feed's fields (`uncategorized_*` ...
 * `utilities_*`).
 */
export const OVERVIEWS: readonly string[] = TABLE.map(([overview]) => overview);

/** Every sub-category of the shipped taxonomy, grouped by overview. */
export const CATEGORIES: readonly Category[] = TABLE.flatMap(([overview, categories]) =>
  categories.map(([category, defaultProductivity]) => ({ overview, category, defaultProductivity })),
);

/** The category of an activity that neither the user nor the catalogue has classified. */
export const UNCATEGORIZED: CategoryName = { overview: 'Uncategorized', category: 'Uncategorized' };

/** The map key of a sub-category. Different names give different keys, with any characters. */
export function categoryKey(overview: string, category: string): string {
  return JSON.stringify([overview, category]);
}

const LEVELS: ReadonlyMap<string, ProductivityLevel> = new Map(
  CATEGORIES.map(({ overview, category, defaultProductivity }) => [
    categoryKey(overview, category),
    defaultProductivity,
  ]),
);

/**
 * The level of a sub-category in the shipped taxonomy, by its `categoryKey`. An unknown category
 * has level 0 (our choice: it is neutral until its user sets a level).
 */
export function defaultProductivity(key: string): ProductivityLevel {
  return LEVELS.get(key) ?? 0;
}

/** Whether the shipped taxonomy has a sub-category of this `categoryKey`. */
export function isShippedCategory(key: string): boolean {
  return LEVELS.has(key);
}
