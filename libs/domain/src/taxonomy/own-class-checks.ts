import { checkName } from '../check-name.js';
import { DomainError } from '../domain-error.js';
import { categoryKey, type CategoryName, isShippedCategory, type ProductivityLevel } from './catalogue/categories.js';
import type { ActivityOverride, Taxonomy } from './classify-activity.js';
import { TAXONOMY_LIMITS } from './limits.js';

/** Only the fields of an override, from an object with more fields. Absent values are left out. */
export function overrideOf({ category, productivity }: ActivityOverride): ActivityOverride {
  return {
    ...(category && { category: { overview: category.overview, category: category.category } }),
    ...(productivity !== undefined && { productivity }),
  };
}

/** Whether two settings are equal. */
export const isSame = (one: ActivityOverride, other: ActivityOverride): boolean =>
  one.productivity === other.productivity &&
  one.category?.overview === other.category?.overview &&
  one.category?.category === other.category?.category;

/** Refuses settings without category and level, and those with a wrong one. */
export function checkOverride({ category, productivity }: ActivityOverride, taxonomy: Taxonomy): void {
  if (!category && productivity === undefined) {
    throw new DomainError('nothing_said', 'Say a category, a productivity level or both.');
  }
  if (category) checkCategory(category, taxonomy);
  if (productivity !== undefined) checkLevel(productivity);
}

/** Refuses a category that the user does not have. */
export function checkCategory({ overview, category }: CategoryName, { ownCategories }: Taxonomy): void {
  const key = categoryKey(overview, category);
  if (!isShippedCategory(key) && !ownCategories.has(key)) {
    throw new DomainError('unknown_category', 'There is no such category in that overview.');
  }
}

/** Refuses a level that is none of the five. */
export function checkLevel(productivity: ProductivityLevel): void {
  if (![-2, -1, 0, 1, 2].includes(productivity)) {
    throw new DomainError('invalid_level', 'A productivity level is a whole number from -2 to 2.');
  }
}

/** Refuses a name that no activity has. */
export function checkActivity(activity: string): void {
  checkName(activity, TAXONOMY_LIMITS.activityLength, 'an activity');
}

/** Refuses one more, when there are as many as there may be. */
export function checkRoom(count: number, limit: keyof typeof TAXONOMY_LIMITS, of: string): void {
  if (count >= TAXONOMY_LIMITS[limit]) {
    throw new DomainError('limit_reached', `There is room for ${TAXONOMY_LIMITS[limit]} ${of}.`);
  }
}
