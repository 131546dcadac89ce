import { utcMsOfLocalDate } from '../calendar/local-date.js';
import { DomainError } from '../domain-error.js';
import { plainLine } from '../plain-text.js';
import { CATEGORIES, type Taxonomy } from '../taxonomy/index.js';
import { parseSliceBound, type Slice, type SliceBound } from './erased-slice.js';

/**
 * A slice in a user's words: bounds as `YYYY-MM-DD` or ISO 8601 with a zone, and names as in
 * reports.
 */
export interface SpokenSlice {
  readonly from?: string;
  readonly to?: string;
  readonly activity?: string;
  readonly category?: string;
  /** The id of a device. The caller checks that the user has it. */
  readonly device?: string;
}

/**
 * Reads a slice. Refuses with `invalid_time`, with `invalid_range` for an end that is not after the
 * begin, and with `invalid_name` for a blank activity. Refuses also with `unknown_category` for a
 * category that the user does not have. Otherwise a typing error would look like an erasure.
 */
export function parseSlice({ from, to, activity, category, device }: SpokenSlice, taxonomy: Taxonomy): Slice {
  const bounds = { from: boundOf(from, 'from'), to: boundOf(to, 'to') };
  if (bounds.from !== undefined && bounds.to !== undefined && startOf(bounds.from) > startOf(bounds.to)) {
    throw new DomainError('invalid_range', 'from must be before to.');
  }
  if (activity?.trim() === '') throw new DomainError('invalid_name', 'activity is the name of one, as in reports.');
  if (category !== undefined && !isCategory(taxonomy, category)) {
    throw new DomainError('unknown_category', 'category is the exact name of a category or an overview.');
  }
  return {
    ...(bounds.from !== undefined && { from: bounds.from }),
    ...(bounds.to !== undefined && { to: bounds.to }),
    ...(activity !== undefined && { activity: plainLine(activity) }),
    ...(category !== undefined && { category }),
    ...(device !== undefined && { device }),
  };
}

function boundOf(text: string | undefined, name: string): SliceBound | undefined {
  const bound = text === undefined ? undefined : parseSliceBound(text);
  if (text !== undefined && bound === undefined) {
    throw new DomainError('invalid_time', `${name} is a date such as 2026-11-21, or ISO 8601 with a zone.`);
  }
  return bound;
}

const startOf = (bound: SliceBound): number => (typeof bound === 'number' ? bound : utcMsOfLocalDate(bound));

function isCategory({ ownCategories }: Taxonomy, name: string): boolean {
  const isNamed = (one: { category: string; overview: string }) => one.category === name || one.overview === name;
  return CATEGORIES.some(isNamed) || [...ownCategories.values()].some(isNamed);
}
