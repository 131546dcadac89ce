import type { TableTexts } from './entry-row.js';
import type { Sort, View } from './model/view.js';

const COLUMNS: readonly Sort[] = ['name', 'category', 'level', 'time'];

/** The head of the table. A click on a name orders the rows by it, and a second one turns round. */
export function TableHead({ view, texts, sort }: { view: View; texts: TableTexts; sort: (by: Sort) => void }) {
  const { text } = texts;
  return (
    <div role="rowgroup" class="head">
      <div role="row" class="entry" aria-rowindex={1}>
        <span role="columnheader" class="check">
          <span class="hidden">{text('table.selected')}</span>
        </span>
        {COLUMNS.map((column) => {
          const isSorted = view.sort === column;
          // Levels and times go from the largest to the smallest.
          const isDown = (column === 'level' || column === 'time') !== view.isReversed;
          return (
            <span
              key={column}
              role="columnheader"
              class={column}
              aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" class="plain" onClick={() => sort(column)}>
                {text(`sort.${column}`)}
                <span aria-hidden="true">{isSorted ? (isDown ? ' ▾' : ' ▴') : ''}</span>
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}
