import './activities.css';
import { answerOf, type components } from '@app/client';
import { useLocation, useRoute } from 'preact-iso';
import { useMemo, useRef } from 'preact/hooks';
import { isDay } from '../format/days.js';
import { firstWeekday, periodName } from '../format/periods.js';
import { useToday } from '../live/live.js';
import { PastBar } from '../past/past-bar.js';
import { usePast } from '../past/use-past.js';
import { AnswerState } from '../parts/answer-state.js';
import { NoPage } from '../parts/no-page.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { ClassLinks } from '../categories/class-links.js';
import { CategorySums, Sums } from './charts-of-table.js';
import { Categories, sumsOf } from './model/entries.js';
import { daysOfChoice, periodOf } from './model/periods-of-table.js';
import { viewOf } from './model/view.js';
import { PeriodBar } from './period-bar.js';
import { ActivityTable } from './activity-table.js';
import { TEXTS } from './texts.js';
import type { DrawnReport } from './use-classes.js';

type Report = components['schemas']['ActivitiesReportDto'];

/** All activities of some days: `/activities/2026-11-23/2026-11-29`, or of this week. */
export function ActivitiesPage() {
  const { text, locale } = useTexts(TEXTS);
  const today = useToday();
  const { params } = useRoute();
  const { asOf } = usePast();
  const week = daysOfChoice('week', today, firstWeekday(locale));
  const { begin = week.begin, end = week.end } = params;
  const wrong = [begin, end].find((one) => !isDay(one));
  if (wrong !== undefined) return <NoPage why={text('day.notADay', { date: wrong.slice(0, 40) })} />;
  return <ActivitiesOf key={`${begin} ${end} ${asOf}`} begin={begin} end={end} />;
}

function ActivitiesOf({ begin, end }: { begin: string; end: string }) {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const period = periodOf(begin, end, firstWeekday(locale));
  const { asOf } = usePast();
  const key = ['activities', begin, end, ...(asOf === undefined ? [] : [asOf])];
  const query = { begin, end, ...(asOf !== undefined && { asOf }) };
  const changes = useRef(Promise.resolve());
  const report = useAnswer<Report>({
    key,
    ask: async () => {
      // An answer from before a change that is on its way would undo what is drawn of it.
      await changes.current;
      return answerOf(client.GET('/api/v1/reports/activities', { params: { query } }));
    },
  });
  const taxonomy = useAnswer({ key: ['taxonomy'], ask: () => answerOf(client.GET('/api/v1/taxonomy')) });
  const title = `${text('frame.activities')} · ${periodName(locale, period)}`;
  useTitle(title);
  const error = report.error ?? taxonomy.error;
  const data = report.data && taxonomy.data;
  const refetch = () => Promise.all([report.refetch(), taxonomy.refetch()]);
  return (
    <>
      <ClassLinks />
      <PeriodBar period={period} />
      <PastBar path={`/activities/${begin}/${end}`} past={report.data?.past} />
      <AnswerState {...{ data, error, refetch }} />
      {report.data && taxonomy.data && (
        <Shown
          report={report.data}
          drawn={{ key, changes, isPast: asOf !== undefined }}
          categories={taxonomy.data.categories}
        />
      )}
    </>
  );
}

interface ShownProps {
  readonly report: Report;
  readonly drawn: DrawnReport;
  readonly categories: components['schemas']['CategoryDto'][];
}

function Shown({ report, drawn, categories }: ShownProps) {
  const { text } = useTexts(TEXTS);
  const { query } = useLocation();
  const sums = useMemo(() => sumsOf(report.activities), [report.activities]);
  const known = useMemo(() => new Categories(categories), [categories]);
  if (report.activities.length === 0) return <p class="notice">{text('range.empty')}</p>;
  return (
    <>
      <Sums sums={sums} />
      <div class="beside">
        <ActivityTable report={report} drawn={drawn} categories={known} view={viewOf(query)} />
        <CategorySums sums={sums} />
      </div>
      {report.activityCount > report.activities.length && (
        <p class="quiet">{text('activities.more', { shown: report.activities.length, count: report.activityCount })}</p>
      )}
    </>
  );
}
