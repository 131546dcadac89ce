import { useLocation } from 'preact-iso';
import { at } from '../server/address.js';

/** The moment of the past that a page shows, and addresses of pages that show the same moment. */
export interface Past {
  /** What the address says: `?as_of=2026-11-20T10:00`. Undefined for a page of the present. */
  readonly asOf: string | undefined;
  /** The address of another page, at the same moment. */
  readonly keep: (path: `/${string}`) => string;
  /** The same without the part under which all pages live. */
  readonly keepPath: (path: `/${string}`) => `/${string}`;
}

/** The moment in an address. */
export const withMoment = (path: `/${string}`, asOf: string | undefined): `/${string}` =>
  asOf === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}as_of=${encodeURIComponent(asOf)}`;

export function usePast(): Past {
  const asOf = useLocation().query['as_of'] || undefined;
  const keepPath: Past['keepPath'] = (path) => withMoment(path, asOf);
  return { asOf, keepPath, keep: (path) => at(keepPath(path)) };
}
