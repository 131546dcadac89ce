import { type ProductivityLevel } from './categories.js';

/**
 * A readable block of the catalogue: activities of one sub-category with the same level. A
 * sub-category may have several blocks. Names have the form of `activityKey` and commas between
 * them. Line breaks are free.
 */
export interface CatalogueGroup {
  readonly category: string;
  /** Set only when the level of these activities differs from the category's default. */
  readonly productivity?: ProductivityLevel;
  /** Display names, process names without `.exe`, X11 window classes, desktop ids. */
  readonly applications?: string;
  /** Web sites without `www.`. A site includes its sub-domains, except those listed themselves. */
  readonly domains?: string;
}
