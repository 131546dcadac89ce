import { type ProductivityLevel } from '../categories.js';

/**
 * A readable block of the catalogue: activities of one sub-category that share one level. A sub-category may have
 * several blocks. Names are parted by commas, lower-case, in the form that `activityKey` gives; line breaks are free.
 */
export interface CatalogueGroup {
  readonly category: string;
  /** Only where the level of these activities differs from the category's default. */
  readonly productivity?: ProductivityLevel;
  /** Display names, process names without `.exe`, X11 window classes, desktop ids. */
  readonly applications?: string;
  /** Web sites without `www.`; a site stands for its sub-domains unless they are listed themselves. */
  readonly domains?: string;
}
