/** Where the documented API lives: for API keys, and for applications with an access token. */
export const KEY_PREFIX = '/anapi';
export const TOKEN_PREFIX = '/api/oauth';
export const DOCUMENTED_PREFIXES: readonly string[] = [KEY_PREFIX, TOKEN_PREFIX];

/** Whether a path is under a prefix, in any case: routes and body parsers are matched in any case too. */
export const isUnder = (prefix: string, path: string): boolean => `${path}/`.toLowerCase().startsWith(`${prefix}/`);

/** Whether the documented API answers at this path, errors included. */
export const isDocumented = (path: string): boolean => DOCUMENTED_PREFIXES.some((prefix) => isUnder(prefix, path));
