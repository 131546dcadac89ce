import type { components } from '@app/client';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { CategoryMenu } from '../categories/category-menu.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { Toast } from '../parts/toast.js';
import { usePast, withMoment } from '../past/use-past.js';
import { useTexts } from '../text/reader.js';
import { Filters } from './filters.js';
import { LevelMenu } from './level-menu.js';
import type { Categories } from './model/entries.js';
import { NOTHING_SELECTED, type Selection } from './model/selection.js';
import { queryOf, type View } from './model/view.js';
import { Table } from './table.js';
import { TEXTS } from './texts.js';
import { type DrawnReport, MOST_IN_ALL } from './use-classes.js';
import { useShown } from './use-shown.js';
import { useTableActs } from './use-table-acts.js';

type Report = components['schemas']['ActivitiesReportDto'];

interface ActivityTableProps {
  readonly report: Report;
  readonly drawn: DrawnReport;
  readonly categories: Categories;
  readonly view: View;
}

/** The filters, the table, and what a person does with both. */
export function ActivityTable({ report, drawn, categories, view }: ActivityTableProps) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const { route, path } = useLocation();
  const { asOf } = usePast();
  const entries = report.activities;
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  const { places, keys } = useShown(entries, view, { locale: texts.locale, setSelection });
  const show = (next: View) => route(withMoment(`${path as `/${string}`}${queryOf(next)}`, asOf), true);
  const rows = { entries, places, keys, selection, setSelection };
  const acts = useTableActs({ rows, drawn, categories, sortBy: (sort) => show(sortedBy(view, sort)) });
  const { act, classes, refusal, openKey, menu, undo } = acts;
  return (
    <section class="card" aria-label={text('table.name')}>
      <Filters {...{ view, show, act }} count={keys.length} selectedCount={selection.selected.size} />
      <ChangeProblem error={classes.error} sentences={{ limit_reached: text('table.noRoom', { most: MOST_IN_ALL }) }} />
      {refusal !== '' && (
        <p class="bad" role="alert">
          {refusal}
        </p>
      )}
      {keys.length === 0 ? (
        <p class="notice">{text('table.nothing')}</p>
      ) : (
        <Table {...{ entries, places, keys, selection, openKey, view, texts, act }} range={report} />
      )}
      {!drawn.isPast && <p class="quiet hint">{text('table.hint')}</p>}
      {menu?.what === 'category' && (
        <CategoryMenu categories={categories.all} {...{ ...menu, pick: menu.pickCategory }} />
      )}
      {menu?.what === 'level' && <LevelMenu {...{ ...menu, pick: menu.pickLevel }} />}
      <Toast
        sentence={classes.outcome?.sentence ?? ''}
        {...(classes.outcome?.before && { act: { name: text('done.undo'), run: undo } })}
        close={classes.forget}
      />
    </section>
  );
}

/** The view in another order. The order that it has already is turned round. */
const sortedBy = (view: View, sort: View['sort']): View => ({
  ...{ ...view, sort, isReversed: view.sort === sort && !view.isReversed },
});
