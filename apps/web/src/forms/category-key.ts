import type { components } from '@app/client';

type CategoryName = Pick<components['schemas']['CategoryDto'], 'overview' | 'category'>;

/** One text that stands for a category, such as the value of a choice. */
export const keyOfCategory = ({ overview, category }: CategoryName): string => JSON.stringify([overview, category]);

/** The category of `keyOfCategory`. */
export function categoryOfKey(key: string): CategoryName {
  const [overview = '', category = ''] = JSON.parse(key) as string[];
  return { overview, category };
}
