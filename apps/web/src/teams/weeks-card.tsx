import { LevelLegend } from '../charts/level-legend.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { weeksIn } from './report-rows.js';
import { askWeeks, type Weeks } from './team-answers.js';
import { TEXTS } from './texts.js';
import { WeekChart } from './week-chart.js';
import { momentName, weekName } from './week-names.js';

interface WeeksCardProps {
  readonly teamId: string;
  readonly weeks: Weeks;
  /** The Monday of the week whose table is shown below. */
  readonly shown: string | undefined;
}

/** The published weeks of the last year as a chart, and why the others have no table. */
export function WeeksCard({ teamId, weeks, shown }: WeeksCardProps) {
  const { text, locale } = useTexts(TEXTS);
  const { timeZone } = useServer();
  const { next, smallestGroup } = weeks;
  const when = { week: weekName(locale, next.week), moment: momentName(locale, next.at, timeZone) };
  return (
    <Card title={text('weeks.title')} hint={text('weeks.hint')}>
      {weeks.weeks.length === 0 && <p>{text('weeks.none', { count: smallestGroup })}</p>}
      {weeks.weeks.length > 0 && <PublishedChart teamId={teamId} weeks={weeks} shown={shown} />}
      <p class="after">{text('weeks.next', when)}</p>
      {weeks.missing.length > 0 && <MissingWeeks weeks={weeks} />}
    </Card>
  );
}

function PublishedChart({ teamId, weeks: { weeks, missing }, shown }: WeeksCardProps) {
  const { client } = useServer();
  const [last, first] = [weeks[0]?.week ?? '', weeks.at(-1)?.week ?? ''];
  const { data, error, refetch } = useAnswer({
    key: ['teams', teamId, 'by week', first, last],
    ask: () => askWeeks(client, teamId, [first, last]),
  });
  if (error || !data) return <AnswerState {...{ data, error, refetch }} />;
  const levels = new Map(weeksIn(data).map(({ week, levelSeconds }) => [week, levelSeconds]));
  const days = [...weeks, ...missing].map(({ week }) => week).filter((week) => week >= first && week <= last);
  const bars = days.sort().map((week) => ({
    week,
    // A published week may have no sum that is large enough.
    levelSeconds: weeks.some((one) => one.week === week) ? (levels.get(week) ?? []) : undefined,
  }));
  return (
    <>
      <WeekChart teamId={teamId} bars={bars} shown={shown} />
      <LevelLegend />
    </>
  );
}

/** The weeks without a table, newest first, and why. */
function MissingWeeks({ weeks: { missing, smallestGroup } }: { weeks: Weeks }) {
  const { text, locale } = useTexts(TEXTS);
  return (
    <details class="after">
      <summary>{text('weeks.missing', { count: missing.length })}</summary>
      <ul class="missing">
        {missing.map(({ week, why }) => (
          <li key={week}>
            <b>{weekName(locale, week)}</b> {text(`why.${why}`, { count: smallestGroup })}
          </li>
        ))}
      </ul>
    </details>
  );
}
