import { type ProductivityLevel } from './categories.js';
import { BUSINESS } from './business.js';
import { type CatalogueGroup } from './catalogue-group.js';
import { COMMUNICATION_AND_SCHEDULING } from './communication-and-scheduling.js';
import { DESIGN_AND_COMPOSITION } from './design-and-composition.js';
import { ENTERTAINMENT } from './entertainment.js';
import { NEWS_AND_OPINION } from './news-and-opinion.js';
import { REFERENCE_AND_LEARNING } from './reference-and-learning.js';
import { SHOPPING } from './shopping.js';
import { SOCIAL_NETWORKING } from './social-networking.js';
import { SOFTWARE_DEVELOPMENT } from './software-development.js';
import { UTILITIES } from './utilities.js';

/** A well-known activity and its class. `productivity` is set when it differs from the default. */
export interface CatalogueEntry {
  readonly kind: 'application' | 'domain';
  readonly name: string;
  readonly overview: string;
  readonly category: string;
  readonly productivity: ProductivityLevel | undefined;
}

const GROUPS: readonly (readonly [overview: string, groups: readonly CatalogueGroup[]])[] = [
  ['Business', BUSINESS],
  ['Communication & Scheduling', COMMUNICATION_AND_SCHEDULING],
  ['Social Networking', SOCIAL_NETWORKING],
  ['Design & Composition', DESIGN_AND_COMPOSITION],
  ['Entertainment', ENTERTAINMENT],
  ['News & Opinion', NEWS_AND_OPINION],
  ['Software Development', SOFTWARE_DEVELOPMENT],
  ['Reference & Learning', REFERENCE_AND_LEARNING],
  ['Shopping', SHOPPING],
  ['Utilities', UTILITIES],
];

function namesIn(list = ''): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The whole catalogue, one entry for each name. No name is both an application and a domain. */
export const CATALOGUE: readonly CatalogueEntry[] = GROUPS.flatMap(([overview, groups]) =>
  groups.flatMap(({ category, productivity, applications, domains }) => [
    ...namesIn(applications).map((name) => ({ kind: 'application', name, overview, category, productivity }) as const),
    ...namesIn(domains).map((name) => ({ kind: 'domain', name, overview, category, productivity }) as const),
  ]),
);
