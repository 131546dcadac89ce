import './day.css';
import { answerOf, type components } from '@app/client';
import { ErrorBoundary, useLocation, useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { DayLanes } from '../charts/day-lanes.js';
import { HourBars } from '../charts/hour-bars.js';
import type { Level } from '../charts/levels.js';
import { NameBars } from '../charts/name-bars.js';
import { isKeyOfPage } from '../forms/page-keys.js';
import { clockText } from '../format/clock.js';
import { isDay, longDay, nextDay, wallClockIn } from '../format/days.js';
import { Documents } from '../documents/documents.js';
import type { Stretch } from '../format/gaps.js';
import { DayNotice } from '../live/day-notice.js';
import { useLive, useToday } from '../live/live.js';
import { lazy } from '../live/on-demand.js';
import { TEXTS } from '../live/texts.js';
import { PastBar } from '../past/past-bar.js';
import { usePast } from '../past/use-past.js';
import { isolated } from '../format/isolated.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { NoPage } from '../parts/no-page.js';
import { Toast } from '../parts/toast.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { DayFigures } from './day-figures.js';
import { NoTime } from './no-time.js';
import { OfflineDialog, type OfflineDraft } from '../offline/offline-dialog.js';
import { at } from '../server/address.js';

type Day = components['schemas']['DayReportDto'];

// These come after the charts, each when its script is there.
const GoalsCard = lazy(() => import('../goals/goals-card.js').then((card) => card.GoalsCard));
const FocusCard = lazy(() => import('../focus/focus-card.js').then((card) => card.FocusCard));
const DayNotes = lazy(() => import('../notes/day-notes.js').then((card) => card.DayNotes));

/** One day: `/day/2026-11-29`, or today at `/day`. */
export function DayPage() {
  const { text } = useTexts();
  const asked = useRoute().params.date;
  if (asked === undefined || isDay(asked)) return <AskedDay date={asked} />;
  return <NoPage why={text('day.notADay', { date: asked.slice(0, 40) })} />;
}

/** The day of the address. Undefined: the present one. */
function AskedDay({ date }: { date: string | undefined }) {
  const { client } = useServer();
  const { asOf } = usePast();
  const query = { ...(date !== undefined && { date }), ...(asOf !== undefined && { asOf }) };
  const answer = useAnswer<Day>({
    key: ['day', date ?? 'today', ...(asOf === undefined ? [] : [asOf])],
    ask: () => answerOf(client.GET('/api/v1/reports/day', { params: { query } })),
  });
  const { data: day, error } = answer;
  return (
    <>
      {!day && error && <TitleOfNoDay date={date} />}
      <AnswerState {...answer} />
      {!day && error && <PastBar path={date === undefined ? '/day' : `/day/${date}`} past={undefined} />}
      {date === undefined && asOf === undefined && day && <DayNotice />}
      {day && <DayOf day={day} />}
    </>
  );
}

/** The title of a day that the server did not send. */
function TitleOfNoDay({ date }: { date: string | undefined }) {
  const { locale } = useTexts();
  const today = useToday();
  const title = longDay(locale, date ?? today);
  useTitle(title);
  return <h1>{title}</h1>;
}

function DayOf({ day }: { day: Day }) {
  const { text, locale } = useTexts();
  const title = longDay(locale, day.date);
  const { setLevel, outcome, forget, error } = useLevels();
  const [offline, setOffline] = useState<OfflineDraft>();
  const { date } = day;
  // What is over cannot be changed.
  const isPresent = day.past === null;
  const draftOf = (stretch: Stretch): OfflineDraft => ({
    ...{ date, start: wallClockIn(day.timeZone, stretch.from), end: wallClockIn(day.timeZone, stretch.to), stretch },
  });
  useTitle(title);
  const addOffline = (
    <p class="after">
      <button type="button" onClick={() => setOffline({ date, start: '12:00', end: '12:30' })}>
        {text('offline.add')}
      </button>
    </p>
  );
  return (
    <>
      <DayBar day={day} title={title} />
      <PastBar path={`/day/${day.date}`} past={day.past} />
      <DayFigures day={day} />
      <ChangeProblem error={error} />
      {day.seconds === 0 ? (
        <>
          <NoTime isToday={day.isToday && isPresent} />
          {isPresent && addOffline}
        </>
      ) : (
        <>
          <Card title={text('day.timeline')} hint={text('day.timelineHint')}>
            <DeviceLanes day={day} {...(isPresent && { pick: (gap: Stretch) => setOffline(draftOf(gap)) })} />
            {isPresent && addOffline}
          </Card>
          <Card title={text('day.hours')}>
            <HourBars hours={day.hours} />
          </Card>
        </>
      )}
      {offline && <OfflineDialog draft={offline} close={() => setOffline(undefined)} />}
      <DayLists day={day} {...(isPresent && { setLevel })} />
      <Toast sentence={outcome} close={forget} />
    </>
  );
}

interface DayListsProps {
  readonly day: Day;
  /** Undefined while the day is shown as it was: what is over cannot be changed. */
  readonly setLevel?: (activity: string, level: Level) => void;
}

/** What the day was spent on, and what was planned and noted. */
function DayLists({ day, setLevel }: DayListsProps) {
  const { text } = useTexts();
  const isPresent = setLevel !== undefined;
  return (
    <div class="two">
      {day.seconds > 0 && <Activities key={day.date} day={day} {...(setLevel && { setLevel })} />}
      <div>
        {day.seconds > 0 && (
          <Card title={text('day.categories')}>
            <NameBars bars={day.categories.map((one) => ({ ...one, name: one.category, hint: one.overview }))} />
          </Card>
        )}
        {isPresent ? <DayPlans day={day} /> : <GoalsThen day={day} />}
      </div>
    </div>
  );
}

/** What was planned for the day, and noted of it. */
const DayPlans = ({ day: { date, isToday } }: { day: Day }) => (
  <>
    <ErrorBoundary>
      <GoalsCard {...(!isToday && { date })} />
    </ErrorBoundary>
    {isToday && (
      <ErrorBoundary>
        <FocusCard />
      </ErrorBoundary>
    )}
    <ErrorBoundary>
      <DayNotes date={date} />
    </ErrorBoundary>
  </>
);

/** What was planned for the day at a moment of the past. */
function GoalsThen({ day: { date } }: { day: Day }) {
  const { asOf } = usePast();
  return (
    <ErrorBoundary>
      <GoalsCard date={date} asOf={asOf} />
    </ErrorBoundary>
  );
}

/** The lanes of the devices of a day, and those of its sources until they are there. */
function DeviceLanes({ day, pick }: { day: Day; pick?: (gap: Stretch) => void }) {
  const { client } = useServer();
  const { asOf } = usePast();
  const query = { date: day.date, ...(asOf !== undefined && { asOf }) };
  const { data } = useAnswer({
    key: ['day', day.date, 'lanes', ...(asOf === undefined ? [] : [asOf])],
    ask: () => answerOf(client.GET('/api/v1/reports/day/lanes', { params: { query } })),
  });
  return <DayLanes day={day} lanes={data?.lanes} {...(pick && { pick })} />;
}

interface ActivitiesProps {
  readonly day: Day;
  /** Absent for a day of the past: its rows do not change. */
  readonly setLevel?: (activity: string, level: Level) => void;
}

/** The activities of the day. A row opens to its documents. */
function Activities({ day, setLevel }: ActivitiesProps) {
  const { text } = useTexts();
  const { keep } = usePast();
  return (
    <Card title={text('day.activities')} {...(setLevel && { hint: text('day.activitiesHint') })}>
      <NameBars
        bars={day.activities.map((one) => ({ ...one, name: one.activity, hint: one.category }))}
        {...(setLevel && { setLevel })}
        detailOf={(activity) => <Documents activity={activity} begin={day.date} end={day.date} />}
      />
      <p class="after">
        <a href={keep(`/activities/${day.date}/${day.date}`)}>{text('range.allActivities')}</a>
      </p>
    </Card>
  );
}

/** The name of the day, and the way to its neighbours. */
function DayBar({ day, title }: { day: Day; title: string }) {
  const { text, locale } = useTexts(TEXTS);
  const { state } = useLive();
  const newest = day.timeline.at(-1);
  const { route } = useLocation();
  const { asOf, keep } = usePast();
  const [previous, next] = [keep(`/day/${nextDay(day.date, -1)}`), keep(`/day/${nextDay(day.date, 1)}`)];
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isKeyOfPage(event)) return;
      if (event.key === 'ArrowLeft') route(previous);
      if (event.key === 'ArrowRight') route(next);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [previous, next, route]);
  return (
    <div class="when">
      <a class="button arrow" href={previous} aria-label={text('day.previous')}>
        ‹
      </a>
      <a class="button arrow" href={next} aria-label={text('day.next')}>
        ›
      </a>
      <h1>{title}</h1>
      {asOf === undefined && day.isToday ? (
        <span class="quiet">
          {newest
            ? text(state === 'live' ? 'live.minute' : 'live.lastMinute', { time: clockText(locale, newest.start) })
            : text('day.noTimeYet')}
        </span>
      ) : (
        <a href={at('/day')}>{text('day.today')}</a>
      )}
    </div>
  );
}

/** Sets levels of activities. All answers that show time are asked for again. */
function useLevels() {
  const { text } = useTexts();
  const { client } = useServer();
  const { error, run } = useChange('day', 'range');
  const [outcome, setOutcome] = useState('');
  const setLevel = async (activity: string, productivity: Level) => {
    // A category of one's own stays.
    const body = { activities: [{ activity, productivity }] };
    const work = () => client.PUT('/api/v1/taxonomy/activities', { body });
    if (await run(work))
      setOutcome(text('day.levelSet', { activity: isolated(activity), level: text(`level.${productivity}`) }));
  };
  const forget = () => setOutcome('');
  return { outcome, forget, error, setLevel: (activity: string, level: Level) => void setLevel(activity, level) };
}
