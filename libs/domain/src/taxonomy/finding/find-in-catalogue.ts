import { applicationNames } from './application-names.js';
import { CATALOGUE, type CatalogueEntry } from '../catalogue/index.js';
import { domainAndParents } from './domain-and-parents.js';

const entriesOf = (kind: CatalogueEntry['kind']): ReadonlyMap<string, CatalogueEntry> =>
  new Map(CATALOGUE.filter((entry) => entry.kind === kind).map((entry) => [entry.name, entry]));

const APPLICATIONS = entriesOf('application');
const DOMAINS = entriesOf('domain');

function firstOf(names: readonly string[], entries: ReadonlyMap<string, CatalogueEntry>): CatalogueEntry | undefined {
  for (const name of names) {
    const entry = entries.get(name);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/**
 * The catalogue's entry for an activity, or undefined. `key` is an `activityKey`.
 *
 * A name does not tell a domain from an application ("node.js", "asp.net", "zoom.us"). So the order
 * is: listed applications, then listed domains by the whole name, then parent domains. The whole
 * name comes first because a listed domain may be a public suffix. "gov.uk" is a site, and
 * "hmrc.gov.uk" is not a part of it.
 */
export function findInCatalogue(key: string): CatalogueEntry | undefined {
  return firstOf(applicationNames(key), APPLICATIONS) ?? DOMAINS.get(key) ?? firstOf(domainAndParents(key), DOMAINS);
}
