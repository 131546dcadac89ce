const ESCAPE = 0x1b;

/** Predefined atom numbers (X protocol, appendix B). */
export const ATOM = { STRING: 31, WINDOW: 33, WM_NAME: 39, WM_CLASS: 67 } as const;

/**
 * The text of a window property by its type: UTF8_STRING as UTF-8, anything else as Latin-1. COMPOUND_TEXT is Latin-1
 * between escape sequences; those are dropped, so scripts other than Latin come out garbled, as a last resort only:
 * programs that use them set _NET_WM_NAME too.
 */
export function decodeText(bytes: Buffer, isUtf8: boolean): string {
  if (isUtf8) return bytes.toString('utf8');
  const plain: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== ESCAPE) {
      plain.push(bytes[at] ?? 0);
      continue;
    }
    do at++;
    while (at < bytes.length && (bytes[at] ?? 0) < 0x30);
  }
  return Buffer.from(plain).toString('latin1');
}

/**
 * The application of a WM_CLASS value ("instance\0class\0"): its class. Chromium puts the profile's path into the
 * instance, so that serves only when there is no class. Empty when there is neither.
 */
export function applicationOfClass(bytes: Buffer): string {
  const [instance = '', className = ''] = bytes.toString('latin1').split('\0');
  return className || instance;
}
