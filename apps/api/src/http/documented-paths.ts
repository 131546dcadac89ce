/** The prefixes of the documented API: for API keys, and for applications with an access token. */
export const KEY_PREFIX = '/anapi';
export const TOKEN_PREFIX = '/api/oauth';
export const DOCUMENTED_PREFIXES: readonly string[] = [KEY_PREFIX, TOKEN_PREFIX];

/**
 * Whether a path is under a prefix, in upper or lower case: routes and body parsers also match in
 * any case.
 */
export const isUnder = (prefix: string, path: string): boolean => `${path}/`.toLowerCase().startsWith(`${prefix}/`);

/** Whether the documented API answers at this path, errors included. */
export const isDocumented = (path: string): boolean => DOCUMENTED_PREFIXES.some((prefix) => isUnder(prefix, path));
