/** About the width of a letter of a chart, in px, and the room between two labels. */
const LETTER = 6.5;
const ROOM = 8;

/** About half the width of a label, in px. */
export const halfOf = (label: string): number => (label.length * LETTER) / 2;

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
