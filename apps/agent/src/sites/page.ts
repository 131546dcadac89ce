import { keptUrl, nameSpan, plainLine } from '@app/domain';

/** A page that an extension may tell. */
export interface Page {
  /** Scheme, host and path. No user, no query, no fragment. */
  url: string;
  /** The site's name in reports. */
  site: string;
  title: string;
  /** The tab plays sound. */
  audible: boolean;
}

const LONGEST_TITLE = 1_024;
const LONGEST_HOST = 260;
const LONGEST_PATH = 4_096;
/** A host with a port. A name in its own letters (münchen.example) is one too. */
const HOST = /^[^\s/?#@\\%]+$/;

/** The page at a host and path. Undefined when the words name none, or have the wrong types. */
export function pageAt(tab: { host?: unknown; path?: unknown; title?: unknown; audible?: unknown }): Page | undefined {
  const { host, path = '/', title = '', audible = false } = tab;
  if (typeof host !== 'string' || typeof path !== 'string' || typeof title !== 'string') return undefined;
  if (typeof audible !== 'boolean' || host.length > LONGEST_HOST || !HOST.test(host)) return undefined;
  return pageOf(`https://${host}/${path.slice(0, LONGEST_PATH).replace(/^\/+/, '')}`, title, audible);
}

/** The page at an address. Undefined when it is not on the web (`file:`, `about:`). */
export function pageOf(address: string, title: string, audible: boolean): Page | undefined {
  const url = keptUrl(address);
  if (url === undefined) return undefined;
  const whole = title.slice(0, LONGEST_TITLE).replace(/[\ud800-\udbff]$/, '');
  const shown = plainLine(whole).trim();
  return { url, site: nameSpan({ application: '', url }).activity, title: shown, audible };
}
