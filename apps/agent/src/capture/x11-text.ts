const ESCAPE = 0x1b;

/** Predefined atom numbers. Source: X protocol, appendix B. */
export const ATOM = { STRING: 31, WINDOW: 33, WM_NAME: 39, WM_CLASS: 67 } as const;

/**
 * The text of a window property by its type: UTF8_STRING as UTF-8, every other type as Latin-1.
 * COMPOUND_TEXT is Latin-1 between escape sequences. The escape sequences are dropped, so other
 * scripts than Latin become unreadable. Programs with such titles set _NET_WM_NAME too, and the
 * agent prefers that one.
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
 * The application in a WM_CLASS value ("instance\0class\0"): its class. The instance serves only
 * when there is no class, because Chromium puts the profile's path into the instance.
 * Empty when both are missing.
 */
export function applicationOfClass(bytes: Buffer): string {
  const [instance = '', className = ''] = bytes.toString('latin1').split('\0');
  return className || instance;
}
