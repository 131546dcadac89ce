import { parseUrl } from '../parse-url.js';

/**
 * Longest document and window title, in UTF-16 units (observed limit of the documented service).
 */
export const DOCUMENT_LENGTH = 255;

/** The document of time without one (the documented service uses this name). */
export const NO_DOCUMENT = 'No Details';

/** The fields of a span that give it its name. */
export interface NamedBy {
  readonly application: string;
  readonly url?: string;
  readonly title?: string;
}

/** The activity, document and page that a span's time counts for. */
export interface NamedSpan {
  /**
   * With an http(s) address: the domain of the web site, in lower case and without `www.`.
   * Otherwise: the display name of the application. Source: the documented API, `restrict_thing`.
   */
  readonly activity: string;
  /** Window or page title, else the path of the page, else `No Details`; cut at 255. */
  readonly document: string;
  /**
   * Path of the page, cut at 255. Empty for a site's front page and for time without an address.
   */
  readonly page: string;
}

/** Page of time that has no address. */
export const NO_PAGE = '';

/** Names a span: see `NamedSpan`. */
export function nameSpan({ application, url, title }: NamedBy): NamedSpan {
  const site = url === undefined ? NO_SITE : siteOf(url);
  const trimmed = title?.trim();
  return {
    activity: site.domain || application,
    document: trimmed ? cutText(trimmed, DOCUMENT_LENGTH) : site.page || NO_DOCUMENT,
    page: site.page,
  };
}

interface Site {
  readonly domain: string;
  readonly page: string;
}

const NO_SITE: Site = { domain: '', page: NO_PAGE };

/**
 * Addresses that the URL standard does not change: a plain name, and a path of plain characters.
 */
const PLAIN = /^https?:\/\/([a-z0-9.-]+\.[a-z]{2,})(\/[\w/~.-]*)?$/;
/** A path segment that begins with a dot may go up. A name in Punycode must be checked. */
const NOT_PLAIN = /\/\.|xn--/;
const WWW = 'www.';

/**
 * The same result as `parseWebUrl` gives. Most addresses are plain and do not need it: it costs
 * more than all other work on a span.
 */
function siteOf(url: string): Site {
  const [, hostname, pathname = '/'] = PLAIN.exec(url) ?? [];
  return hostname === undefined || NOT_PLAIN.test(url) ? parsedSiteOf(url) : siteIn({ hostname, pathname });
}

/**
 * Only addresses that are not plain: they repeat. To look a plain one up would cost more than to
 * take it apart.
 */
const parsedSites = new Map<string, Site>();
const MOST_PARSED = 10_000;

function parsedSiteOf(url: string): Site {
  let site = parsedSites.get(url);
  if (!site) {
    const parsed = parseWebUrl(url);
    site = parsed ? siteIn(parsed) : NO_SITE;
    if (parsedSites.size >= MOST_PARSED) parsedSites.clear();
    parsedSites.set(url, site);
  }
  return site;
}

const siteIn = ({ hostname, pathname }: Pick<URL, 'hostname' | 'pathname'>): Site => ({
  domain: hostname.length > WWW.length && hostname.startsWith(WWW) ? hostname.slice(WWW.length) : hostname,
  page: pathname === '/' ? NO_PAGE : cutText(pathname, DOCUMENT_LENGTH),
});

/** Much more of a path than a page shows. */
const LONGEST_PATH = 2_048;
/** RFC 1035, section 2.3.4. */
const LONGEST_HOST = 253;

/**
 * The parts of a web address that we store: scheme, host without a dot at its end, port and path,
 * cut at 2,048. User names, passwords, the query and the fragment often hold secrets, and no report
 * needs them. Undefined when it is not an http(s) address (`data:`, `blob:`), or its host is longer
 * than a domain may be. The address may have any length.
 */
export function keptUrl(url: string): string | undefined {
  const parsed = parseWebUrl(url);
  const host = parsed?.hostname.replace(/\.+$/, '') ?? '';
  if (!parsed || host === '' || host.length > LONGEST_HOST) return undefined;
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  return `${parsed.protocol}//${host}${port}${cutText(parsed.pathname, LONGEST_PATH)}`;
}

/** The first `length` UTF-16 units. A cut never ends within a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function parseWebUrl(url: string): URL | undefined {
  const parsed = parseUrl(url);
  return parsed?.protocol === 'http:' || parsed?.protocol === 'https:' ? parsed : undefined;
}
