import type { TargetedEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useWidth } from '../charts/use-width.js';
import { Documents } from '../documents/documents.js';
import { EntryRow, type TableTexts } from './entry-row.js';
import type { Entry } from './model/entries.js';
import type { Selection } from './model/selection.js';
import type { View } from './model/view.js';
import { TableHead } from './table-head.js';
import { type TableAct, tableKey } from './table-keys.js';
import { useVirtualRows } from './use-virtual-rows.js';

const [ROW_HEIGHT, NARROW_ROW_HEIGHT, HEAD_HEIGHT, NARROW] = [42, 74, 40, 700];

interface TableProps {
  readonly entries: readonly Entry[];
  /** For each row its entry, by place, and its key. */
  readonly places: readonly number[];
  readonly keys: readonly string[];
  readonly selection: Selection;
  readonly openKey: string | undefined;
  readonly range: { readonly begin: string; readonly end: string };
  readonly view: View;
  readonly texts: TableTexts;
  readonly act: (act: TableAct) => void;
}

/**
 * The table of activities: a grid whose rows are drawn while they can be seen. Keys work on the row
 * with the focus, or on all rows that are selected. `tableKey` lists them.
 */
export function Table(props: TableProps) {
  const { keys, selection, openKey, texts, act } = props;
  const [outer, width] = useWidth();
  const grid = useRef<HTMLDivElement>(null);
  const rowHeight = width < NARROW ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  const openAt = openKey === undefined ? -1 : keys.indexOf(openKey);
  const focused = useRef(selection.active);
  // The row with the focus stays drawn until the focus has moved on: else the keys go nowhere.
  const kept = [selection.active, focused.current, ...(openAt >= 0 ? [openAt] : [])];
  const virtual = useVirtualRows({ place: grid, keys, rowHeight, headHeight: HEAD_HEIGHT, kept });
  useFocus(grid, focused, selection.active, keys.length > 0 ? virtual.show : undefined);
  useClosed(openAt, openKey, virtual.closed);
  const onKey = (event: TargetedEvent<HTMLDivElement, KeyboardEvent>) => {
    const pageRows = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEAD_HEIGHT) / rowHeight) - 1);
    const asked = tableKey(event, { active: selection.active, count: keys.length, pageRows });
    if (!asked) return;
    event.preventDefault();
    act(asked);
  };
  return (
    <div ref={outer}>
      <div
        ref={grid}
        class="grid"
        role="grid"
        aria-label={texts.text('table.name')}
        aria-rowcount={keys.length + 1}
        aria-colcount={5}
        aria-multiselectable="true"
        onKeyDown={onKey}
        onClick={(event) => onClick(event, act)}
      >
        <TableHead view={props.view} texts={texts} sort={(sort) => act({ kind: 'sort', sort })} />
        <div role="rowgroup" class="rows" style={{ height: `${virtual.totalHeight}px` }}>
          {virtual.rows.map(({ index, start }) => (
            <PlacedRow
              key={keys[index]}
              {...{ props, index, measure: virtual.measure, isOpen: index === openAt }}
              style={{ transform: `translateY(${start - HEAD_HEIGHT}px)`, '--row': `${rowHeight}px` }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface PlacedRowProps {
  readonly props: TableProps;
  readonly index: number;
  readonly isOpen: boolean;
  readonly style: Readonly<Record<string, string>>;
  readonly measure: (row: HTMLElement | null) => void;
}

/** A row at its place in the table, and what it shows under it when it is open. */
function PlacedRow({ props, index, isOpen, style, measure }: PlacedRowProps) {
  const { entries, places, keys, selection, range, texts } = props;
  const entry = entries[places[index] ?? -1];
  if (!entry) return null;
  return (
    <div role="presentation" class="place" data-index={index} {...(isOpen && { ref: measure })} style={style}>
      <EntryRow
        {...{ entry, place: index, isOpen, texts }}
        isActive={index === selection.active}
        isSelected={selection.selected.has(keys[index] ?? '')}
      />
      {isOpen && (
        <div role="row" class="opened">
          <div role="gridcell" aria-colspan={5}>
            <Documents activity={entry.activity} begin={range.begin} end={range.end} />
          </div>
        </div>
      )}
    </div>
  );
}

/** Keeps the focus on the active row when a key moved it. Rows far away are scrolled to. */
function useFocus(
  grid: { readonly current: HTMLDivElement | null },
  focused: { current: number },
  active: number,
  show: ((index: number) => void) | undefined,
): void {
  useEffect(() => {
    if (focused.current === active) return;
    focused.current = active;
    if (!grid.current?.contains(document.activeElement)) return;
    show?.(active);
    const row = grid.current.querySelector<HTMLElement>(`[data-place="${active}"]`);
    row?.focus({ preventScroll: true });
  });
}

/** Gives a row its height back when it was closed. */
function useClosed(openAt: number, openKey: string | undefined, closed: (index: number) => void): void {
  const before = useRef<{ at: number; key: string | undefined }>({ at: openAt, key: openKey });
  useEffect(() => {
    const { at, key } = before.current;
    before.current = { at: openAt, key: openKey };
    if (at >= 0 && key !== openKey) closed(at);
  }, [openAt, openKey]);
}

const placeIn = (target: EventTarget | null): number | undefined => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  return row ? Number(row.dataset['place']) : undefined;
};

function onClick(event: TargetedEvent<HTMLDivElement, MouseEvent>, act: TableProps['act']): void {
  const { target } = event;
  const place = placeIn(target);
  if (place === undefined || !(target instanceof Element)) return;
  const row = target.closest<HTMLElement>('[data-place]');
  const asked = target.closest<HTMLElement>('[data-act]')?.dataset['act'];
  if (asked === 'open') act({ kind: 'open', place });
  else if (asked === 'category') act({ kind: 'category', place });
  else if (asked === 'level') act({ kind: 'chooseLevel', place });
  else if (event.shiftKey) act({ kind: 'move', place, extend: true });
  else if (target.closest('.check') || event.ctrlKey || event.metaKey) act({ kind: 'toggle', place });
  else act({ kind: 'move', place });
  row?.focus({ preventScroll: true });
}
