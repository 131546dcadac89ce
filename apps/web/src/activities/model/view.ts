import { type Entry, isUncategorised } from './entries.js';

export const SORTS = ['time', 'name', 'category', 'level'] as const;
export type Sort = (typeof SORTS)[number];

/** Which entries the table shows, and in which order. The address holds all of it. */
export interface View {
  /** A part of the name of the activity or of its category. */
  readonly text: string;
  readonly onlyUncategorised: boolean;
  /** Only this level. Undefined: every level. */
  readonly level: number | undefined;
  readonly sort: Sort;
  /** Whether the order is turned round. */
  readonly isReversed: boolean;
}

type Query = Readonly<Record<string, string>>;

const LONGEST_TEXT = 200;

/** The view that an address asks for. Values that are none of ours count as left out. */
export function viewOf({ q = '', uncategorised, level, sort, reversed }: Query): View {
  const number = Number(level);
  return {
    text: q.slice(0, LONGEST_TEXT),
    onlyUncategorised: uncategorised === '1',
    level: level && Number.isInteger(number) && Math.abs(number) <= 2 ? number : undefined,
    sort: SORTS.find((one) => one === sort) ?? 'time',
    isReversed: reversed === '1',
  };
}

/** The part of the address that holds a view: empty for the plain one. */
export function queryOf({ text, onlyUncategorised, level, sort, isReversed }: View): string {
  const query = new URLSearchParams();
  if (text !== '') query.set('q', text);
  if (onlyUncategorised) query.set('uncategorised', '1');
  if (level !== undefined) query.set('level', String(level));
  if (sort !== 'time') query.set('sort', sort);
  if (isReversed) query.set('reversed', '1');
  return query.size === 0 ? '' : `?${query}`;
}

const searched = new WeakMap<Entry, string>();

/** The text in which a search looks. It is made once for an entry. */
function searchText(entry: Entry): string {
  let text = searched.get(entry);
  if (text === undefined) searched.set(entry, (text = folded(`${entry.activity}\n${entry.category}`)));
  return text;
}

/** The text without case and without accents, so that `bucher` finds `Bücher`. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The places of the entries that a view shows, in its order. The entries come by time. */
export function shownPlaces(entries: readonly Entry[], view: View, locale: string): number[] {
  const text = folded(view.text.trim());
  const places: number[] = [];
  entries.forEach((entry, place) => {
    if (view.onlyUncategorised && !isUncategorised(entry)) return;
    if (view.level !== undefined && entry.productivity !== view.level) return;
    if (text === '' || searchText(entry).includes(text)) places.push(place);
  });
  return inOrder(places, entries, { ...view, locale });
}

function inOrder(
  places: number[],
  entries: readonly Entry[],
  { sort, isReversed, locale }: Pick<View, 'sort' | 'isReversed'> & { locale: string },
): number[] {
  if (sort === 'level') places.sort((a, b) => levelAt(entries, b) - levelAt(entries, a) || a - b);
  if (sort === 'name' || sort === 'category') {
    const ranks = ranksOf(
      places.map((place) => entries[place]?.[sort === 'name' ? 'activity' : 'category'] ?? ''),
      locale,
    );
    const rankAt = new Map(places.map((place, n) => [place, ranks[n] ?? 0]));
    places.sort((a, b) => (rankAt.get(a) ?? 0) - (rankAt.get(b) ?? 0) || a - b);
  }
  return isReversed ? places.reverse() : places;
}

const levelAt = (entries: readonly Entry[], place: number): number => entries[place]?.productivity ?? 0;

/** For each name its place in the order of the reader's language. Equal names have one place. */
function ranksOf(names: readonly string[], locale: string): number[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const rankOf = new Map([...new Set(names)].sort(compare).map((name, rank) => [name, rank]));
  return names.map((name) => rankOf.get(name) ?? 0);
}
