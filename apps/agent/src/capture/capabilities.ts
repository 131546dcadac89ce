/** What an adapter can tell and do on this desktop. */
export interface Capabilities {
  /** It reads the titles of windows. */
  titles: boolean;
  /** It knows when the last input was. */
  idle: boolean;
  /** It sees that the screen is locked. */
  lock: boolean;
  /** It can minimise a window. */
  minimises: boolean;
}

const MISSING: Record<keyof Capabilities, string> = {
  titles: 'titles of windows are not seen',
  idle: 'idle time is not measured: time away from the keyboard cannot be told from work',
  lock: 'a locked screen is seen only when a known lock program is the window in front',
  minimises: 'windows cannot be minimised: a focus session only notifies',
};

/** One sentence for each thing that this desktop does not offer. Empty when all is there. */
export function describeMissing(capabilities: Capabilities): string[] {
  return (Object.keys(MISSING) as (keyof Capabilities)[])
    .filter((name) => !capabilities[name])
    .map((name) => MISSING[name]);
}
