/** The path under which the pages live: `/time` for a server at `https://host/time`, else ``. */
const basePath = (): string => new URL(document.baseURI).pathname.replace(/\/[^/]*$/, '');

/** The address of a page or an endpoint of this server: `/time/day` for `/day`. */
export const at = (path: `/${string}`): string => `${basePath()}${path}`;

/** The path of a page without the part under which all pages live. */
export const pathOf = (address: string): string => address.slice(basePath().length) || '/';

/** Whether a path is that of a page, or of a page below it: `/me/keys` is under `/me`. */
export const isUnder = (path: string, page: `/${string}`): boolean => path === page || path.startsWith(`${page}/`);

/** What the server answers by itself: pages without scripts, and the API. */
const OF_SERVER = ['account', 'agent', 'anapi', 'api', 'invitations', 'oauth', 'sign-in', 'sign-up'];

/**
 * Pages that need no session. They are documents of their own, so nothing that one holds in memory
 * reaches the pages of a user.
 */
const OF_STRANGERS = ['administration', 'set-up'];

const begins = (path: string): string => `^${path.replaceAll(/[^\w/-]/g, '\\$&')}`;

/**
 * The addresses of the application under a path (`/`, `/time/`). The router leaves other links to
 * the browser. It does not look at `target` for that, and not at `download` without a name.
 */
export const pagesUnder = (path: string): RegExp =>
  new RegExp(`${begins(path)}(?!(?:${[...OF_SERVER, ...OF_STRANGERS].join('|')})(?:[/?#]|$))`);

/** The addresses of the pages that need no session, under a path. */
export const strangersPagesUnder = (path: string): RegExp =>
  new RegExp(`${begins(path)}(?:${OF_STRANGERS.join('|')})(?:[/?#]|$)`);
