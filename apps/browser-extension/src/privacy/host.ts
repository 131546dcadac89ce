/**
 * The host in a line that a person typed: a host or a whole address. It is spelled as the browser
 * spells it in addresses: lower case, Punycode, no last dot. Null when there is none.
 */
export function hostIn(text: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  // A browser takes these for a part of the host, or leaves them out in silence.
  if (/[\s*<>"'`\\%]/.test(text)) return null;
  try {
    const { protocol, hostname } = new URL(address);
    const isWeb = protocol === 'http:' || protocol === 'https:';
    const host = hostname.replace(/\.$/, '');
    return isWeb && host !== '' ? host : null;
  } catch {
    return null;
  }
}
