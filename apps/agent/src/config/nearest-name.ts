/**
 * The name that is nearest to a mistyped one. Null when none is near: more than a third of the
 * letters differ. Letters that are added, left out or changed count one each.
 */
export function nearestName(typed: string, names: readonly string[]): string | null {
  if (typed.length > 64) return null;
  const [nearest] = names
    .map((name) => ({ name, distance: distanceBetween(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.ceil(name.length / 3)))
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name ?? null;
}

/** The Levenshtein distance, row by row. */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_unused, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, wanted] of [...other].entries()) {
      const changed = (row[at] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
