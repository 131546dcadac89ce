/** The path under which the pages live: `/time` for a server at `https://host/time`, else ``. */
const basePath = (): string => new URL(document.baseURI).pathname.replace(/\/[^/]*$/, '');

/** The address of a page or an endpoint of this server: `/time/day` for `/day`. */
export const at = (path: `/${string}`): string => `${basePath()}${path}`;

/** The path of a page without the part under which all pages live. */
export const pathOf = (address: string): string => address.slice(basePath().length) || '/';
