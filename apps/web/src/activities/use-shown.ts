import { useRef } from 'preact/hooks';
import type { Entry } from './model/entries.js';
import { amongShown, type Selection } from './model/selection.js';
import { shownPlaces, type View } from './model/view.js';

/** The rows that are shown: for each its entry, by place, and a key of its own. */
export interface ShownRows {
  readonly places: readonly number[];
  readonly keys: readonly string[];
}

interface Known extends ShownRows {
  readonly entries: readonly Entry[];
  readonly asked: string;
}

/**
 * The rows that a view shows. They stay, and keep their order, while a person classes them: a row
 * must not jump away under the hand. They are worked out again when the view or the time changes.
 */
export function useShown(
  entries: readonly Entry[],
  view: View,
  { locale, setSelection }: { locale: string; setSelection: (change: (now: Selection) => Selection) => void },
): ShownRows {
  const known = useRef<Known | undefined>(undefined);
  const asked = JSON.stringify(view);
  const before = known.current;
  if (before?.asked === asked && isSameTime(before.entries, entries)) {
    known.current = { ...before, entries };
    return before;
  }
  const places = shownPlaces(entries, view, locale);
  const allKeys = keysOf(entries);
  const keys = places.map((place) => allKeys[place] ?? '');
  known.current = { entries, asked, places, keys };
  if (before) setSelection((now) => amongShown(now, before.keys, keys));
  return known.current;
}

const isSameTime = (some: readonly Entry[], others: readonly Entry[]): boolean =>
  some === others ||
  (some.length === others.length &&
    some.every((one, n) => one.activity === others[n]?.activity && one.seconds === others[n].seconds));

/**
 * A key for each entry: its name, and a number when the name occurs again. It does not hold the
 * class, so a row keeps the focus when its class changes.
 */
function keysOf(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  return entries.map(({ activity }) => {
    const count = (counts.get(activity) ?? 0) + 1;
    counts.set(activity, count);
    return count === 1 ? activity : `${activity}\0${count}`;
  });
}
