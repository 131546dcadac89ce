import { isUtf8 as isUtf8Text } from 'node:buffer';

const ESCAPE = 0x1b;
const CLIENT_MESSAGE = 33;
const BITS_OF_A_WORD = 32;

/** Predefined atom numbers. Source: X protocol, appendix B. */
export const ATOM = { STRING: 31, WINDOW: 33, WM_NAME: 39, WM_CLASS: 67 } as const;

/**
 * The text of a window property. Many programs write UTF-8 under the type STRING, so bytes that are
 * valid UTF-8 are read as UTF-8, whatever the type says. All other bytes are Latin-1.
 * COMPOUND_TEXT is Latin-1 between escape sequences. The escape sequences are dropped, so other
 * scripts than Latin become unreadable. Programs with such titles set _NET_WM_NAME too, and the
 * agent prefers that one.
 */
export function decodeText(bytes: Buffer, isUtf8: boolean): string {
  if (isUtf8 || isValidUtf8(bytes)) return bytes.toString('utf8');
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

function isValidUtf8(bytes: Buffer): boolean {
  return isUtf8Text(bytes) && !bytes.includes(ESCAPE);
}

/**
 * The application in a WM_CLASS value ("instance\0class\0"): its class. The instance serves only
 * when there is no class, because Chromium puts the profile's path into the instance.
 * Empty when both are missing or blank.
 */
export function applicationOfClass(bytes: Buffer): string {
  const [instance = '', className = ''] = decodeText(bytes, false).split('\0');
  return className.trim() || instance.trim();
}

/** The numbers in a list of atoms, as `_NET_SUPPORTED`. */
export function atomsIn(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length >> 2 }, (_one, index) => bytes.readUInt32LE(index * 4));
}

/** The first part of a WM_CLASS value: `Navigator` for every Firefox. */
export function instanceOfClass(bytes: Buffer): string {
  return decodeText(bytes, false).split('\0')[0]?.trim() ?? '';
}

/**
 * A display name in the form that the x11 package knows, and the number of its screen.
 *
 *     :84 -> :84, screen 0      :84.1 -> :84.1, screen 1      unix:85, unix/:85 -> :85, screen 0
 */
export function parseDisplayName(name: string): { name: string; screen: number } {
  const local = name.trim().replace(/^(unix|local)\/?(?=:)/i, '');
  return { name: local, screen: Number(/:\d+\.(\d+)$/.exec(local)?.[1] ?? 0) };
}

/** The 32 bytes of a ClientMessage event with one number in it. Source: X protocol, section 11. */
export function clientMessage(window: number, type: number, value: number): Buffer {
  const event = Buffer.alloc(32);
  event.writeUInt8(CLIENT_MESSAGE, 0);
  event.writeUInt8(BITS_OF_A_WORD, 1);
  event.writeUInt32LE(window, 4);
  event.writeUInt32LE(type, 8);
  event.writeUInt32LE(value, 12);
  return event;
}
