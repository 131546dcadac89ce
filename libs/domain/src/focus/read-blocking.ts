import { DomainError } from '../domain-error.js';
import { plainLine } from '../plain-text.js';
import { activityKey } from '../taxonomy/index.js';
import type { BlockedLevel, FocusBlocking } from './events.js';
import { MOST_ALLOWED } from './limits.js';

const LONGEST_NAME = 255;

/** What sessions keep away until the user chooses: very distracting time. */
export const FIRST_BLOCKING: FocusBlocking = { levels: [-2], allowed: [] };

/**
 * A user's choice as it is stored: levels in order, names on one line and each once. Refuses with
 * `invalid_level` for another set than none, -2, or -2 and -1. Refuses with `invalid_name` for a
 * blank or long name, and with `limit_reached` for too many names.
 */
export function readBlocking({ levels, allowed }: { levels: readonly number[]; allowed: readonly string[] }) {
  return { levels: readLevels(levels), allowed: readNames(allowed) } satisfies FocusBlocking;
}

function readLevels(levels: readonly number[]): readonly BlockedLevel[] {
  const asked = new Set(levels);
  if (asked.size === 0) return [];
  if (asked.size === 1 && asked.has(-2)) return [-2];
  if (asked.size === 2 && asked.has(-2) && asked.has(-1)) return [-2, -1];
  throw new DomainError('invalid_level', 'A session blocks nothing, the level -2, or the levels -2 and -1.');
}

function readNames(allowed: readonly string[]): readonly string[] {
  if (allowed.length > MOST_ALLOWED) throw new DomainError('limit_reached', `At most ${MOST_ALLOWED} names.`);
  const byKey = new Map<string, string>();
  for (const name of allowed.map((text) => plainLine(text).trim())) {
    if (name === '' || name.length > LONGEST_NAME)
      throw new DomainError('invalid_name', `A name has 1 to ${LONGEST_NAME} characters.`);
    if (!byKey.has(activityKey(name))) byKey.set(activityKey(name), name);
  }
  return [...byKey.values()];
}
