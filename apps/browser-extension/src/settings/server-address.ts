/** A server's address, ready to be used. */
export interface ServerAddress {
  /** Without a slash at its end. A server under a path keeps its path. */
  readonly url: string;
  /** What the extension asks the browser to allow. Patterns of browsers have no port. */
  readonly origins: string;
  /** Whether others in the network can read what is sent. */
  readonly isOpenToOthers: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Reads the address that a person typed. Null when it is none. */
export function serverAddressIn(text: string): ServerAddress | null {
  const typed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  try {
    const { protocol, hostname, origin, pathname, username } = new URL(withScheme);
    if (!['http:', 'https:'].includes(protocol) || username !== '' || /\s/.test(typed)) return null;
    return {
      url: `${origin}${pathname}`.replace(/\/+$/, ''),
      origins: `${protocol}//${hostname}/*`,
      isOpenToOthers: protocol === 'http:' && !LOOPBACK.test(hostname),
    };
  } catch {
    return null;
  }
}
