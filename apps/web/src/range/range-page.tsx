import '../day/day.css';
import { answerOf, type components } from '@app/client';
import { useRoute } from 'preact-iso';
import { HeatMap } from '../charts/heat-map.js';
import { IntervalBars } from '../charts/interval-bars.js';
import { LevelLegend } from '../charts/level-legend.js';
import { secondsIn } from '../charts/levels.js';
import { NameBars } from '../charts/name-bars.js';
import { YearCalendar } from '../charts/year-calendar.js';
import { Documents } from '../documents/documents.js';
import { isDay } from '../format/days.js';
import {
  addressOf,
  besides,
  firstWeekday,
  monthOf,
  type Period,
  periodName,
  weekOf,
  yearOf,
} from '../format/periods.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { NoPage } from '../parts/no-page.js';
import { PastBar } from '../past/past-bar.js';
import { usePast } from '../past/use-past.js';
import { useToday } from '../live/live.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { barsOf } from './bars-of.js';
import { RangeFigures } from './range-figures.js';

type Range = components['schemas']['RangeReportDto'];

/** A week: `/week/2026-11-23`, or this one at `/week`. */
export function WeekPage() {
  const { locale } = useTexts();
  const today = useToday();
  return <PeriodPage periodOf={(day) => weekOf(day, firstWeekday(locale))} day={useRoute().params.date ?? today} />;
}

/** A month: `/month/2026-11`. */
export function MonthPage() {
  const today = useToday();
  const month = useRoute().params.month;
  return <PeriodPage periodOf={monthOf} day={month === undefined ? today : `${month}-01`} />;
}

/** A year: `/year/2026`. */
export function YearPage() {
  const today = useToday();
  const year = useRoute().params.year;
  return <PeriodPage periodOf={yearOf} day={year === undefined ? today : `${year}-01-01`} />;
}

/** Any days: `/range/2026-11-01/2026-11-30`. */
export function RangePage() {
  const { begin = '', end = '' } = useRoute().params;
  return <PeriodPage periodOf={() => ({ kind: 'range', begin, end })} day={isDay(end) ? begin : end} />;
}

function PeriodPage({ periodOf, day }: { periodOf: (day: string) => Period; day: string }) {
  const { text } = useTexts();
  if (!isDay(day)) return <NoPage why={text('day.notADay', { date: day.slice(0, 40) })} />;
  const period = periodOf(day);
  return <RangeOf key={addressOf(period)} period={period} />;
}

function RangeOf({ period }: { period: Period }) {
  const { text, locale } = useTexts();
  const { client } = useServer();
  const { begin, end } = period;
  const { asOf, keep } = usePast();
  const title = periodName(locale, period);
  const {
    data: range,
    error,
    refetch,
  } = useAnswer<Range>({
    key: ['range', begin, end, ...(asOf === undefined ? [] : [asOf])],
    ask: () =>
      answerOf(
        client.GET('/api/v1/reports/range', {
          params: { query: { begin, end, ...(asOf !== undefined && { asOf }) } },
        }),
      ),
  });
  useTitle(title);
  return (
    <>
      <div class="when">
        <a class="button arrow" href={keep(addressOf(besides(period, -1)))} aria-label={text('range.previous')}>
          ‹
        </a>
        <a class="button arrow" href={keep(addressOf(besides(period, 1)))} aria-label={text('range.next')}>
          ›
        </a>
        <h1>{title}</h1>
      </div>
      <PastBar path={addressOf(period)} past={range?.past} />
      <AnswerState {...{ data: range, error, refetch }} />
      {range && <Shown range={range} period={period} />}
    </>
  );
}

function Shown({ range, period }: { range: Range; period: Period }) {
  const { text, locale } = useTexts();
  const { keep, keepPath } = usePast();
  const secondsOf = new Map(range.intervals.map(({ date, levelSeconds }) => [date, secondsIn(levelSeconds)]));
  return (
    <>
      <RangeFigures range={range} />
      {range.seconds === 0 && <p class="notice">{text('range.empty')}</p>}
      {range.seconds > 0 && (
        <>
          <Card title={text(range.resolution === 'day' ? 'range.days' : 'range.months')}>
            <IntervalBars
              bars={barsOf(range, locale).map((bar) => ({ ...bar, path: keepPath(bar.path) }))}
              caption={text('range.days')}
            />
            <LevelLegend />
          </Card>
          {period.kind === 'year' && (
            <Card title={text('range.calendar')} hint={text('range.darker')}>
              <YearCalendar
                year={range.begin.slice(0, 4)}
                secondsOf={(day) => secondsOf.get(day) ?? 0}
                caption={text('range.calendar')}
              />
            </Card>
          )}
          <Card title={text('range.heat')} hint={text('range.darker')}>
            <HeatMap hours={range.hoursOfWeek} caption={text('range.heat')} />
          </Card>
          <div class="two">
            <Card title={text('day.activities')}>
              <NameBars
                bars={range.activities.map((one) => ({ ...one, name: one.activity, hint: one.category }))}
                detailOf={(activity) => <Documents activity={activity} begin={range.begin} end={range.end} />}
              />
              <p class="after">
                <a href={keep(`/activities/${range.begin}/${range.end}`)}>{text('range.allActivities')}</a>
              </p>
            </Card>
            <Card title={text('day.categories')}>
              <NameBars bars={range.categories.map((one) => ({ ...one, name: one.category, hint: '' }))} />
            </Card>
          </div>
        </>
      )}
    </>
  );
}
