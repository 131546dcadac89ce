import type { ActivityClass } from '../../taxonomy/index.js';

/** Time of one class while it is summed. */
export type ListedTime = ActivityClass & { durationMs: number };

/** The order of lists: most time first, then by name. */
export const byMost =
  <Named extends { durationMs: number }>(nameOf: (named: Named) => string) =>
  (a: Named, b: Named): number =>
    b.durationMs - a.durationMs || (nameOf(a) < nameOf(b) ? -1 : 1);

/** The value of a key. A new one is made and kept when there is none. */
export function foundOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
