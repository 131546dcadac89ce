import { createHash } from 'node:crypto';
import { comparedTitle, keptUrl, nameSpan, plainLine } from '@app/domain';

/** A page that an extension may tell. */
export interface Page {
  /** Scheme, host and path. No user, no query, no fragment. */
  url: string;
  /** The site's name in reports. */
  site: string;
  /** Empty when the person wants hosts alone. */
  title: string;
  /** Finds the window of a page without a title. It is never written. */
  titleHash?: string;
  /** The tab plays sound. */
  audible: boolean;
}

const LONGEST_TITLE = 1_024;
const LONGEST_HOST = 260;
const LONGEST_PATH = 4_096;
/** A host with a port. A name in its own letters (münchen.example) is one too. */
const HOST = /^[^\s/?#@\\%]+$/;

/** SHA-256 in base64url. */
const HASH = /^[\w-]{43}$/;

/** What the extension tells in place of a title that stays in the browser. */
export const titleHash = (title: string): string =>
  createHash('sha256')
    .update(`timeledger title 1\n${comparedTitle(title)}`)
    .digest('base64url');

/** The name of a page's time: a page without a title has none. */
export const nameOf = ({ url, title }: Page): { url: string; title?: string } =>
  title === '' ? { url } : { url, title };

/** What an extension tells of its tab. */
type ToldTab = Partial<Record<'host' | 'path' | 'title' | 'titleHash' | 'audible', unknown>>;

/** The page at a host and path. Undefined when the words name none, or have the wrong types. */
export function pageAt({ host, path = '/', title = '', titleHash: hash, audible = false }: ToldTab): Page | undefined {
  if (typeof host !== 'string' || typeof path !== 'string' || typeof title !== 'string') return undefined;
  if (typeof audible !== 'boolean' || host.length > LONGEST_HOST || !HOST.test(host)) return undefined;
  const page = pageOf(`https://${host}/${path.slice(0, LONGEST_PATH).replace(/^\/+/, '')}`, title, audible);
  if (hash === undefined || page === undefined) return page;
  return typeof hash === 'string' && HASH.test(hash) && title === '' ? { ...page, titleHash: hash } : undefined;
}

/** A host as a browser spells it: a name in letters of ASCII, or an address. */
const SPELLED_HOST = /^([a-z0-9_-][a-z0-9._-]*|\[[0-9a-f:.]+\])$/;

/** The page at an address. Undefined when it is not on the web (`file:`, `about:`). */
export function pageOf(address: string, title: string, audible: boolean): Page | undefined {
  const url = keptUrl(address);
  if (url === undefined || !SPELLED_HOST.test(new URL(url).hostname)) return undefined;
  const whole = title.slice(0, LONGEST_TITLE).replace(/[\ud800-\udbff]$/, '');
  const shown = plainLine(whole).trim();
  return { url, site: nameSpan({ application: '', url }).activity, title: shown, audible };
}
