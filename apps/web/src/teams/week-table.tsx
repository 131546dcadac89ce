import { useState } from 'preact/hooks';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { isDay } from '../format/days.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { sumsIn } from './report-rows.js';
import { KindChoice, SumsTable } from './sums-table.js';
import { askWeek, BY, type Kind, kindsOf, type Weeks } from './team-answers.js';
import { TEXTS } from './texts.js';
import { hoursOf, weekName } from './week-names.js';

interface WeekTableProps {
  readonly teamId: string;
  readonly weeks: Weeks;
  /** As the address names it. */
  readonly week: string;
}

/** The table of one week. A week without a table says why, and nothing is asked. */
export function WeekTable({ teamId, weeks, week }: WeekTableProps) {
  const { text, locale } = useTexts(TEXTS);
  const published = weeks.weeks.find((one) => one.week === week);
  const [kind, setKind] = useState<Kind>('productivity');
  const missing = weeks.missing.find((one) => one.week === week);
  const title = isDay(week) ? text('week.title', { week: weekName(locale, week) }) : text('week.unknown');
  if (!published)
    return (
      <Card title={title}>
        <p>{missing ? text(`why.${missing.why}`, { count: weeks.smallestGroup }) : text('week.noTable')}</p>
      </Card>
    );
  return (
    <Card title={title}>
      <KindChoice kinds={kindsOf(published.sharing)} kind={kind} choose={setKind} />
      <WeekSums teamId={teamId} week={week} kind={kind} />
      <p class="quiet after">{text('week.rule')}</p>
    </Card>
  );
}

function WeekSums({ teamId, week, kind }: { teamId: string; week: string; kind: Kind }) {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['teams', teamId, 'week', week, kind],
    ask: () => askWeek(client, teamId, { week, kind }),
  });
  if (error || !data) return <AnswerState {...{ data, error, refetch }} />;
  const sums = sumsIn(data);
  if (sums.length === 0) return <p>{text('week.empty')}</p>;
  return (
    <SumsTable
      key={kind}
      caption={`${weekName(locale, week)}, ${text(BY[kind])}`}
      sums={sums}
      amount={(seconds) => text('chart.hours', { hours: hoursOf(locale, seconds) })}
      hasPeople
    />
  );
}
