/** The part of the package `proxy-from-env` that the agent uses. The package ships no types. */
declare module 'proxy-from-env' {
  /** The proxy for an address by the variables of this process, or '': none. */
  export function getProxyForUrl(url: string): string;
}
