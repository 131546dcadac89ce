import type { Tab } from '../browser/web-extension.js';
import { type Exclusion, isExcluded } from './exclusions.js';

/** The only words about a page that may leave the browser. */
export interface ToldPage {
  readonly host: string;
  /** Begins with a slash. No query, no fragment. Only `/` when the person wants hosts alone. */
  readonly path: string;
  /** Empty when there is none, or when the person wants hosts alone. */
  readonly title: string;
  readonly audible: boolean;
}

/** What the person chose. */
export interface PrivacyRules {
  readonly exclusions: readonly Exclusion[];
  readonly isHostOnly: boolean;
}

const LONGEST_PATH = 1_024;
const LONGEST_TITLE = 255;

/**
 * What may be told of a tab. Null means: nothing, not even that there is a page. That holds for
 * private windows, excluded hosts, and everything that is no web page: settings, files, extensions.
 * User name, password, port, query and fragment are never told.
 */
export function pageToTell(tab: Tab, { exclusions, isHostOnly }: PrivacyRules): ToldPage | null {
  if (tab.incognito) return null;
  const url = webAddress(tab.url);
  if (url === null || isExcluded(url.hostname, exclusions)) return null;
  const host = url.hostname.replace(/\.$/, '');
  const audible = tab.audible === true;
  if (isHostOnly) return { host, path: '/', title: '', audible };
  return { host, path: cut(url.pathname, LONGEST_PATH), title: titleToTell(tab.title ?? '', url), audible };
}

/**
 * The title that stays in the browser, because the person wants hosts alone. The agent gets a hash
 * of it, to find the window. Undefined without one, and when the title itself may be told.
 */
export function titleToHash(tab: Tab, rules: PrivacyRules): string | undefined {
  if (!rules.isHostOnly || pageToTell(tab, rules) === null) return undefined;
  const title = pageToTell(tab, { ...rules, isHostOnly: false })?.title;
  return title === '' ? undefined : title;
}

function webAddress(text: string | undefined): URL | null {
  try {
    const url = new URL(text ?? '');
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url : null;
  } catch {
    return null;
  }
}

/**
 * A browser shows the address as the title while a page loads, and for a page without a title.
 * Such a title holds the query. A page may also write its query into its title. Neither is told.
 */
function titleToTell(title: string, url: URL): string {
  const plain = title.trim();
  const words = plain.replace(/^https?:\/\//i, '').toLowerCase();
  const isAddress = [url.host, url.hostname, url.host.replace(/^www\./, '')].some((host) =>
    new RegExp(`^(www\\.)?${escaped(host)}([:/?#]|$)`).test(words),
  );
  const secrets = [url.search.slice(1), url.hash.slice(1), url.username, url.password];
  const hasSecret = secrets.some((secret) => isSaidIn(plain, secret));
  return isAddress || hasSecret ? '' : cut(plain, LONGEST_TITLE);
}

/** A short text such as `1` would be in every second title by chance. */
const SHORTEST_SECRET = 4;

function isSaidIn(title: string, secret: string): boolean {
  if (secret.length < SHORTEST_SECRET) return false;
  return title.includes(secret) || title.includes(decoded(secret));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Cuts a text without leaving half of a surrogate pair. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
