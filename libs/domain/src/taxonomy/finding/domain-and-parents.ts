import { getDomain } from 'tldts';

const LONGEST_DOMAIN = 253; // RFC 1035 section 2.3.4, without the trailing dot
const NEVER_IN_A_DOMAIN = /[\s/:@]/u;

/**
 * The domains that a web site may be listed under, the most specific first, up to its registrable
 * domain. "a.docs.google.com" gives itself, "docs.google.com" and "google.com". "bbc.co.uk" gives
 * only itself. The private part of the Public Suffix List counts, so "user.github.io" belongs to
 * its user and not to its host. Empty for a text without a registrable domain: a suffix, one label,
 * an address, a name with spaces, more than 253 characters. `key` is an `activityKey`.
 */
export function domainAndParents(key: string): readonly string[] {
  if (key.length > LONGEST_DOMAIN || NEVER_IN_A_DOMAIN.test(key)) return [];
  const registrable = getDomain(key, { allowPrivateDomains: true, extractHostname: false });
  if (registrable === null) return [];
  const domains = [key];
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    if (key.length - dot - 1 >= registrable.length) domains.push(key.slice(dot + 1));
  }
  return domains;
}
