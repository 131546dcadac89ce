import type { Request, RequestHandler, Response } from 'express';

/** The path of the public URL, under which browsers find everything: `/time`, or nothing. */
export const basePathOf = (publicUrl: string | undefined): string =>
  publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/, '');

/** Where RFC 8414, section 3.1, puts the metadata of an issuer with a path. */
const METADATA = '/.well-known/oauth-authorization-server';

/**
 * Lets the server live under the path of its public URL. A proxy in front may send `/time/day` as
 * it is, or as `/day`. Both are the same request from here on. Redirects and pages lead to
 * addresses with the path again.
 */
export function underBasePath(publicUrl: string | undefined): RequestHandler {
  const base = basePathOf(publicUrl);
  return (request, response, next) => {
    response.locals[BASE_PATH] = base;
    if (base !== '') {
      request.url = request.originalUrl = withoutBase(base, request.url);
      const setLocation = response.location.bind(response);
      response.location = (address: string) => setLocation(isOwn(address) ? `${base}${address}` : address);
    }
    next();
  };
}

const BASE_PATH = 'basePath';

/** The path under which this answer is seen by a browser. */
export const basePathIn = (response: Pick<Response, 'locals'>): string => String(response.locals[BASE_PATH] ?? '');

/** A path of this server, and no address of another one. */
const isOwn = (address: string): boolean => /^\/(?!\/)/.test(address);

function withoutBase(base: string, url: Request['url']): string {
  const [path = ''] = url.split('?', 1);
  const rest = url.slice(path.length);
  if (path === `${METADATA}${base}`) return `${METADATA}${rest}`;
  if (path === base) return `/${rest}`;
  return path.startsWith(`${base}/`) ? url.slice(base.length) : url;
}

/** The attributes with which our pages lead somewhere. */
const LINKS = / (href|src|action|data-action)="\/(?!\/)/g;

/**
 * The HTML of a page with the path before each address of this server. One place for all pages, so
 * no page can forget it. The text of a page holds no bare quotation mark: the renderer escapes it.
 * So this finds attributes only.
 */
export const withBasePath = (html: string, base: string): string =>
  base === '' ? html : html.replace(LINKS, (_, name: string) => ` ${name}="${base}/`);
