import type { components } from '@app/client';
import { keyOfCategory } from '../../forms/category-key.js';

/** Time of an activity with one class, as the server lists it. */
export type Entry = components['schemas']['ActivityEntryDto'];
export type Category = components['schemas']['CategoryDto'];
export type CategoryName = Pick<Category, 'overview' | 'category'>;

/** What a person sets for an activity. Left out: it stays. Null: as shipped. */
export interface Settings {
  readonly category?: CategoryName | null;
  readonly productivity?: number | null;
}

/** The categories of a person by name. */
export class Categories {
  private readonly byPlace: ReadonlyMap<string, Category>;

  constructor(readonly all: readonly Category[]) {
    this.byPlace = new Map(all.map((one) => [keyOfCategory(one), one]));
  }

  /** Undefined for one that the person does not have. */
  find(name: CategoryName): Category | undefined {
    return this.byPlace.get(keyOfCategory(name));
  }
}

/** Whether a rule for documents decides the class. Settings of the activity do not change it. */
export const isByRule = ({ levelFrom, categoryFrom }: Entry): boolean =>
  levelFrom === 'rule' || categoryFrom === 'rule';

/** What the person set for the activity of an entry. Null: nothing. */
export const ownOf = ({ overview, category, categoryFrom, levelFrom, productivity }: Entry): Required<Settings> => ({
  category: categoryFrom === 'activity' ? { overview, category } : null,
  productivity: levelFrom === 'activity' ? productivity : null,
});

/**
 * An entry after a change, as the server will class it. So the page can draw it at once. The rules
 * are those of `classifyActivity` in the domain.
 */
export function withSettings(entry: Entry, settings: Settings, categories: Categories): Entry {
  if (isByRule(entry)) return entry;
  const { activity, seconds } = entry;
  const shipped = entry.shipped ?? classOf(entry);
  const own = { ...ownOf(entry), ...settings };
  const name = own.category ?? shipped;
  const category = categories.find(name);
  const isWhereShipped = keyOfCategory(name) === keyOfCategory(shipped);
  const levelOfCategory = category && (category.isLevelOwn || !isWhereShipped) ? category.productivity : undefined;
  const changed = {
    ...{ overview: name.overview, category: name.category },
    productivity: own.productivity ?? levelOfCategory ?? (isWhereShipped ? shipped.productivity : 0),
  };
  const isCategorysOwn = category !== undefined && (category.isLevelOwn || category.isOwn);
  const isAsShipped = isWhereShipped && changed.productivity === shipped.productivity;
  return {
    ...{ activity, seconds, ...changed },
    categoryFrom: own.category ? 'activity' : 'shipped',
    levelFrom: own.productivity !== null ? 'activity' : isCategorysOwn ? 'category' : 'shipped',
    shipped: isAsShipped ? null : shipped,
  };
}

const classOf = ({ overview, category, productivity }: Entry) => ({ overview, category, productivity });

/** Whether an entry has no category that says what it is. */
export const isUncategorised = ({ overview }: Entry): boolean => overview === 'Uncategorized';

/** Sums of entries: seconds at the levels -2 to 2, and time by category, the longest first. */
export function sumsOf(entries: readonly Entry[]) {
  const levelSeconds = [0, 0, 0, 0, 0];
  const categories = new Map<string, CategoryName & { productivity: number; seconds: number }>();
  for (const { overview, category, productivity, seconds } of entries) {
    levelSeconds[productivity + 2] = (levelSeconds[productivity + 2] ?? 0) + seconds;
    const key = `${overview}\0${category}\0${productivity}`;
    const known = categories.get(key);
    if (known) known.seconds += seconds;
    else categories.set(key, { overview, category, productivity, seconds });
  }
  const seconds = levelSeconds.reduce((sum, one) => sum + one, 0);
  const weighted = levelSeconds.reduce((sum, one, level) => sum + one * level, 0);
  return {
    seconds,
    levelSeconds,
    pulse: seconds === 0 ? null : Math.floor((25 * weighted) / seconds),
    categories: [...categories.values()].sort((a, b) => b.seconds - a.seconds),
  };
}
