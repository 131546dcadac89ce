import { useState } from 'preact/hooks';
import type { Level } from '../charts/levels.js';
import { isolated } from '../format/isolated.js';
import { useTexts } from '../text/reader.js';
import { type Categories, type CategoryName, type Entry, isByRule, type Settings } from './model/entries.js';
import { allSelected, movedTo, type Selection, targetsOf, toggled } from './model/selection.js';
import type { Sort } from './model/view.js';
import type { TableAct } from './table-keys.js';
import { TEXTS } from './texts.js';
import { type DrawnReport, MOST_IN_ALL, useClasses } from './use-classes.js';

interface Rows {
  readonly entries: readonly Entry[];
  readonly places: readonly number[];
  readonly keys: readonly string[];
  readonly selection: Selection;
  readonly setSelection: (change: (now: Selection) => Selection) => void;
}

interface TableActsOptions {
  readonly rows: Rows;
  readonly drawn: DrawnReport;
  readonly categories: Categories;
  readonly sortBy: (sort: Sort) => void;
}

const AS_SHIPPED: Settings = { category: null, productivity: null };

/**
 * The activities that an act is for, each once: that of the row, or those of all selected rows when
 * it is one of them. Rows that a rule decides are left out.
 */
function activitiesAt({ entries, places, keys, selection }: Rows, place: number | undefined): string[] {
  const key = place === undefined ? undefined : keys[place];
  const wanted = key !== undefined && !selection.selected.has(key) ? [key] : targetsOf(selection, keys);
  const chosen = new Set(wanted);
  const found = places.flatMap((at, n) => {
    const entry = entries[at];
    return entry && chosen.has(keys[n] ?? '') && !isByRule(entry) ? [entry.activity] : [];
  });
  return [...new Set(found)];
}

/** What the acts of a person do: to the selection, the rows, and the classes of activities. */
export function useTableActs({ rows, drawn, categories, sortBy }: TableActsOptions) {
  const { text } = useTexts(TEXTS);
  const { keys, setSelection } = rows;
  const [openKey, setOpenKey] = useState<string>();
  const [asksFor, setAsksFor] = useState<{
    readonly what: 'level' | 'category';
    readonly activities: readonly string[];
  }>();
  const [refusal, setRefusal] = useState('');
  const classes = useClasses(drawn, categories);
  /** Whether something can be changed. Says why not. */
  const mayChange = (activities: readonly string[]): boolean => {
    const tooMany = activities.length > MOST_IN_ALL ? text('table.tooMany', { most: MOST_IN_ALL }) : '';
    const refused = activities.length === 0 ? text('table.byRule') : tooMany;
    const sentence = drawn.isPast ? text('table.past') : refused;
    setRefusal(sentence);
    return sentence === '';
  };
  const change = (activities: readonly string[], settings: Settings, done: 'level' | 'category' | 'shipped') => {
    if (!mayChange(activities)) return;
    const { category, productivity } = settings;
    const value = category ? isolated(category.category) : text(`level.${(productivity ?? 0) as Level}`);
    const sentence = text(`done.${done}`, { count: activities.length, activity: isolated(activities[0] ?? ''), value });
    classes.set(new Map(activities.map((activity) => [activity, settings])), sentence);
  };
  const ask = (what: 'level' | 'category', activities: readonly string[]) => {
    if (mayChange(activities)) setAsksFor({ what, activities });
  };
  const undo = () => classes.undo(text('done.undone'));
  const select = (asked: TableAct) => setSelection((now) => selectionAfter(now, asked, keys));
  const open = (place: number) => setOpenKey((now) => (now === keys[place] ? undefined : keys[place]));
  const act = (asked: TableAct): void => {
    select(asked);
    if (asked.kind === 'open') open(asked.place);
    if (asked.kind === 'level') change(activitiesAt(rows, asked.place), { productivity: asked.level }, 'level');
    if (asked.kind === 'shipped') change(activitiesAt(rows, undefined), AS_SHIPPED, 'shipped');
    if (asked.kind === 'category') ask('category', activitiesAt(rows, asked.place));
    if (asked.kind === 'chooseLevel') ask('level', activitiesAt(rows, asked.place));
    if (asked.kind === 'sort') sortBy(asked.sort);
    if (asked.kind === 'undo') undo();
  };
  const menu = asksFor && {
    ...asksFor,
    pickCategory: (category: CategoryName) => change(asksFor.activities, { category }, 'category'),
    pickLevel: (level: Level) => change(asksFor.activities, { productivity: level }, 'level'),
    close: () => setAsksFor(undefined),
  };
  return { act, classes, refusal, openKey, menu, undo };
}

function selectionAfter(selection: Selection, asked: TableAct, keys: readonly string[]): Selection {
  switch (asked.kind) {
    case 'move':
      return movedTo(selection, asked.place, { keys, extend: asked.extend ?? false });
    case 'open':
      return movedTo(selection, asked.place, { keys });
    case 'toggle':
      return toggled(selection, asked.place, keys);
    case 'all':
      return allSelected(selection, keys);
    case 'none':
      return { ...selection, selected: new Set() };
    default:
      return selection;
  }
}
