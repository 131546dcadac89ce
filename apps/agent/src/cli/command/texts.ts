import { plainLine } from '@app/domain';

/** Characters that change the direction of the text after them. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text of a stranger (a title, an answer of a server) for a terminal: one line that neither moves
 * the cursor nor turns the direction of what follows.
 */
export const shown = (text: string): string => plainLine(text).replace(DIRECTIONS, '');

/** A moment in this machine's zone: `2026-11-30 14:05`, or with seconds. */
export function localTime(atMs: number, withSeconds = false): string {
  const at = new Date(atMs);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return `${day} ${time}${withSeconds ? `:${two(at.getSeconds())}` : ''}`;
}

/** A length of time: `45 s`, `12 min`, `3 h 05 min`. Whole units, cut off. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** The window or record as one line: application, title, page. */
export const named = ({ application, title, url }: { application: string; title?: string; url?: string }): string =>
  [application, title, url]
    .filter((text) => text !== undefined)
    .map(shown)
    .join(' · ');

/** `30m`, `1h`, `1h30m`, `90` (minutes) in milliseconds. Undefined when the text is no length. */
export function parseLength(text: string): number | undefined {
  const [, hours, minutes = '0'] = /^(?:(\d{1,4})h)?(?:(\d{1,6})m?)?$/.exec(text) ?? [];
  const length = (Number(hours ?? 0) * 60 + Number(minutes)) * 60_000;
  return length > 0 ? length : undefined;
}
