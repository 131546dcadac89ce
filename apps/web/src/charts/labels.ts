/** About the width of a letter of a chart, in px, and the room between two labels. */
const LETTER = 6.5;
const ROOM = 8;

/** About half the width of a label, in px. */
export const halfOf = (label: string): number => (label.length * LETTER) / 2;

/**
 * Every how many hours an hour of a day is named, so that no two names meet. `step` is the width of
 * an hour in px.
 */
export function hoursBetween(names: readonly string[], step: number): number {
  const widest = Math.max(0, ...names.map(({ length }) => length)) * LETTER + ROOM;
  return [1, 3, 6].find((every) => widest <= every * step) ?? 12;
}

/**
 * The bars whose label is drawn, so that no two labels meet: of each bar that has one, or of every
 * second one, and so on. `step` is the width of a bar in px. An empty label is none.
 */
export function shownLabels(labels: readonly string[], step: number): ReadonlySet<number> {
  const labelled = labels.flatMap((label, n) => (label === '' ? [] : [n]));
  const widest = Math.max(0, ...labels.map(({ length }) => length)) * LETTER + ROOM;
  const nearest = Math.min(...labelled.slice(1).map((n, before) => n - (labelled[before] ?? 0)));
  const every = Math.max(1, Math.ceil(widest / (nearest * step)));
  return new Set(labelled.filter((_, place) => place % every === 0));
}
