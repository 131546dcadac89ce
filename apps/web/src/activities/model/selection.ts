/** Which rows are selected, and which one has the focus. Rows are known by their keys. */
export interface Selection {
  /** The row with the focus, by its place among the rows that are shown. */
  readonly active: number;
  /** Where a range of selected rows begins. */
  readonly anchor: number;
  readonly selected: ReadonlySet<string>;
}

export const NOTHING_SELECTED: Selection = { active: 0, anchor: 0, selected: new Set() };

const within = (place: number, count: number): number => Math.min(Math.max(place, 0), Math.max(count - 1, 0));

/** Moves the focus. With `extends`, all rows from the anchor to it are selected. */
export function movedTo(
  selection: Selection,
  place: number,
  { keys, extend = false }: { readonly keys: readonly string[]; readonly extend?: boolean },
): Selection {
  const active = within(place, keys.length);
  if (!extend) return { ...selection, active, anchor: active };
  const [from, to] = [Math.min(selection.anchor, active), Math.max(selection.anchor, active)];
  return { ...selection, active, selected: new Set(keys.slice(from, to + 1)) };
}

/** Selects the row, or selects it no more. */
export function toggled(selection: Selection, place: number, keys: readonly string[]): Selection {
  const active = within(place, keys.length);
  const key = keys[active];
  if (key === undefined) return selection;
  const selected = new Set(selection.selected);
  if (!selected.delete(key)) selected.add(key);
  return { active, anchor: active, selected };
}

/** Selects every row that is shown. */
export const allSelected = (selection: Selection, keys: readonly string[]): Selection => ({
  ...{ ...selection, selected: new Set(keys) },
});

/** The selection when other rows are shown: rows that went are selected no more. */
export function amongShown(selection: Selection, before: readonly string[], keys: readonly string[]): Selection {
  const shown = new Set(keys);
  const activeKey = before[selection.active];
  const active = activeKey !== undefined && shown.has(activeKey) ? keys.indexOf(activeKey) : 0;
  return { active, anchor: active, selected: new Set([...selection.selected].filter((key) => shown.has(key))) };
}

/** The rows that a change is for: the selected ones, or else the one with the focus. */
export function targetsOf({ active, selected }: Selection, keys: readonly string[]): readonly string[] {
  if (selected.size > 0) return keys.filter((key) => selected.has(key));
  const key = keys[active];
  return key === undefined ? [] : [key];
}
