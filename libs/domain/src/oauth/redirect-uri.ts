import { parseUrl } from '../parse-url.js';

const LONGEST = 2000;
/**
 * The characters of RFC 3986, but not `#`: a redirect URI has no fragment (RFC 6749 section 3.1.2).
 */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]+$/;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether an application may be registered with this redirect URI. It must be absolute, without a
 * fragment. Its scheme is `https`, `http` on the user's own machine, or a private scheme with a dot
 * such as `com.example.app:/done` (RFC 8252 section 7).
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > LONGEST || !URI_CHARACTERS.test(text) || !parseUrl(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' ? LOOPBACK.includes(hostname) : protocol.includes('.');
}

/**
 * The redirect URI with the parameters of an answer behind its own. The registered text stays
 * unchanged, because an application may compare it. Undefined parameters are left out.
 */
export function withParameters(redirectUri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const answer = new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${answer.toString()}`;
}
