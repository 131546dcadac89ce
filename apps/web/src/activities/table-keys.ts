import { type Level, LEVELS } from '../charts/levels.js';
import type { Sort } from './model/view.js';

/** What a person asks of the table. Without a place it is for the selected rows. */
export type TableAct =
  | { readonly kind: 'move'; readonly place: number; readonly extend?: boolean }
  | { readonly kind: 'toggle' | 'open'; readonly place: number }
  | { readonly kind: 'all' | 'none' | 'undo' | 'shipped' }
  | { readonly kind: 'category' | 'chooseLevel'; readonly place?: number }
  | { readonly kind: 'level'; readonly level: Level; readonly place?: number }
  | { readonly kind: 'sort'; readonly sort: Sort };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly target: EventTarget | null;
}

/** Parts that have keys of their own. */
const hasOwnKeys = (target: EventTarget | null): boolean =>
  typeof Element !== 'undefined' && target instanceof Element && target.closest('.opened, .head') !== null;

/**
 * What a key on the table asks for. Arrows, Page Up, Page Down, Home and End move the focus, and
 * with Shift they select. Space selects a row, Ctrl+A all rows, Escape none. 1 to 5 set the level,
 * 0 gives back the shipped class, C asks for a category, Enter opens a row. Ctrl+Z takes back.
 */
export function tableKey(
  { key, shiftKey, ctrlKey, metaKey, altKey, target }: Pressed,
  { active, count, pageRows }: { readonly active: number; readonly count: number; readonly pageRows: number },
): TableAct | undefined {
  if (altKey || hasOwnKeys(target)) return undefined;
  if (ctrlKey || metaKey) {
    const lower = key.toLowerCase();
    if (lower === 'a') return { kind: 'all' };
    return lower === 'z' && !shiftKey ? { kind: 'undo' } : undefined;
  }
  const moves: Readonly<Record<string, number>> = {
    ...{ ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + pageRows, PageUp: active - pageRows },
    ...{ Home: 0, End: count - 1 },
  };
  const place = moves[key];
  if (place !== undefined) return { kind: 'move', place, extend: shiftKey };
  const level = /^[1-5]$/.test(key) ? LEVELS[Number(key) - 1] : undefined;
  if (level !== undefined) return { kind: 'level', level };
  switch (key) {
    case ' ':
      return shiftKey ? { kind: 'move', place: active, extend: true } : { kind: 'toggle', place: active };
    case 'Enter':
      return { kind: 'open', place: active };
    case 'Escape':
      return { kind: 'none' };
    case '0':
    case 'Delete':
      return { kind: 'shipped' };
    case 'c':
    case 'C':
      return { kind: 'category' };
    default:
      return undefined;
  }
}
