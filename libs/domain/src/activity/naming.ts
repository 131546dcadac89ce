/** The longest document and window title that is kept, in UTF-16 units (observed limit of the documented service). */
export const DOCUMENT_LENGTH = 255;

/** Document of time that has none (as the documented service names it). */
export const NO_DOCUMENT = 'No Details';

/** What is read of a span to name it. */
export interface NamedBy {
  readonly application: string;
  readonly url?: string;
  readonly title?: string;
}

/**
 * The activity that a span counts for: the web site's domain, lower case and without `www.`, when it has an http(s)
 * address, else the application's display name. Source: the documented API, `restrict_thing`.
 */
export function activityOf(span: NamedBy): string {
  return (span.url !== undefined && webDomainOf(span.url)) || span.application;
}

/** The document: window or page title, else the path of the page, else `No Details`; cut at 255. */
export function documentOf(span: NamedBy): string {
  const title = span.title?.trim();
  if (title) return cutText(title, DOCUMENT_LENGTH);
  const path = span.url === undefined ? undefined : parseWebUrl(span.url)?.pathname;
  return path && path !== '/' ? cutText(path, DOCUMENT_LENGTH) : NO_DOCUMENT;
}

/**
 * A web address as it is kept: scheme, host and path. User names, passwords, the query and the fragment often hold
 * secrets and no report needs them. Undefined when it is not an http(s) address.
 */
export function keptUrl(url: string): string | undefined {
  const parsed = parseWebUrl(url);
  return parsed && `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

/** The first `length` UTF-16 units, never ending within a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function webDomainOf(url: string): string | undefined {
  return parseWebUrl(url)?.hostname.replace(/^www\.(?=.)/, '');
}

function parseWebUrl(url: string): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : undefined;
}
