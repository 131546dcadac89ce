import { isIP } from 'node:net';
import type { Request } from 'express';
import { basePathOf } from './base-path.js';
import { isLoopbackBind } from './loopback.js';
import type { OriginSettings } from './own-origin.js';

/**
 * Where passkeys of this server work. Browsers bind a passkey to the name of a site. They take a
 * name with https, or `localhost`, and no number such as 127.0.0.1. Source: WebAuthn Level 2,
 * section 5.1.2 and the definition of RP ID.
 *
 * - `here`: at the address of this request. `id` is the RP ID, and `origin` that of the pages.
 * - `elsewhere`: when the user opens the pages at `address`.
 * - `nowhere`: the server has no name with https.
 */
export type RelyingParty =
  | { readonly state: 'here'; readonly id: string; readonly origin: string }
  | { readonly state: 'elsewhere'; readonly address: string }
  | { readonly state: 'nowhere' };

/** A site at which passkeys work. */
export type PasskeySite = Extract<RelyingParty, { readonly state: 'here' }>;

type Asked = Pick<Request, 'socket'> & { readonly headers: { readonly host?: string | undefined } };

/**
 * The relying party for a request. The name and the port never come from a header: a page on
 * another port of this machine could choose them. The Host only tells where the user is.
 */
export function relyingPartyOf({ publicUrl, host }: OriginSettings, request: Asked): RelyingParty {
  const url = publicUrl === undefined ? localUrl(host, request) : namedUrl(publicUrl);
  if (!url) return { state: 'nowhere' };
  const { hostname: id, origin } = url;
  const address = origin + basePathOf(publicUrl);
  return request.headers.host?.toLowerCase() === url.host
    ? { state: 'here', id, origin }
    : { state: 'elsewhere', address };
}

function namedUrl(publicUrl: string): URL | undefined {
  const url = new URL(publicUrl);
  const isSecure = url.protocol === 'https:' || url.hostname === 'localhost';
  return isSecure && isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? url : undefined;
}

/**
 * On this machine. A user of another machine cannot reach it by `localhost`. A connection that the
 * client has reset has no port any more.
 */
function localUrl(host: string, { socket }: Asked): URL | undefined {
  const isFromHere = isLoopbackBind(host) || isLoopbackAddress(socket.remoteAddress ?? '');
  return isFromHere && socket.localPort !== undefined ? new URL(`http://localhost:${socket.localPort}`) : undefined;
}

const isLoopbackAddress = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address);
