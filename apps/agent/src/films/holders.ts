/** A program that keeps the screen from going idle, as a service of the desktop names it. */
export interface Holder {
  /** `vlc`, `org.videolan.VLC`, `/usr/lib/chromium/chromium`. May be empty. */
  name: string;
  pid?: number;
}

/** The program of the window in front. */
export interface FrontProgram {
  /** All names that it is known by: class, instance, executable. */
  names: readonly string[];
  pid?: number | undefined;
}

/**
 * Whether the program in front is one of the holders. Processes decide where both are known: a film
 * in another window of the same player is not in front. Else names decide, without case, folder and
 * `.desktop`. A last part alone is a name too (`org.videolan.VLC` is `vlc`), but two last parts
 * are not compared: `com.spotify.Client` is no `org.example.Client`.
 */
export function isHeldBy({ names, pid }: FrontProgram, holders: readonly Holder[]): boolean {
  const known = new Set(names.map(plainName).filter((name) => name !== '' && name !== UNKNOWN));
  const lastParts = new Set([...known].map(lastPart));
  return holders.some((holder) => {
    if (holder.pid !== undefined && pid !== undefined) return holder.pid === pid;
    const name = plainName(holder.name);
    return known.has(name) || known.has(lastPart(name)) || (name !== '' && lastParts.has(name));
  });
}

/** The name of windows that have none. */
const UNKNOWN = 'unknown';

const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/\.desktop$/, '');

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
