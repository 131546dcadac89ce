import { useRoute } from 'preact-iso';
import { AnswerState } from '../parts/answer-state.js';
import { useTexts } from '../text/reader.js';
import { InviteCard } from './invite-card.js';
import { MembersCard } from './members-card.js';
import { SharingCard } from './sharing-card.js';
import { useTeam, useWeeks } from './team-answers.js';
import { TeamFrame } from './team-frame.js';
import { TEXTS } from './texts.js';
import { WeeksCard } from './weeks-card.js';
import { WeekTable } from './week-table.js';

/**
 * A team: its published weeks, who is in it and what each shares. `/teams/:id/:week` shows the
 * table of that week, `/teams/:id` that of the newest.
 */
export function TeamPage() {
  const { text } = useTexts(TEXTS);
  const { id = '', week: asked } = useRoute().params;
  const { data: team, error, refetch } = useTeam(id);
  const ofWeeks = useWeeks(id);
  const weeks = ofWeeks.data;
  const shown = asked ?? weeks?.weeks[0]?.week;
  return (
    <TeamFrame title={team?.name ?? text('team.title')}>
      <AnswerState {...{ data: team, error, refetch }} />
      {team && !error && (
        <>
          <AnswerState {...ofWeeks} />
          {weeks && <WeeksCard teamId={id} weeks={weeks} shown={shown} />}
          {weeks && shown !== undefined && <WeekTable key={shown} teamId={id} weeks={weeks} week={shown} />}
          <MembersCard team={team} />
          {team.role === 'admin' && <InviteCard team={team} />}
          <SharingCard team={team} />
        </>
      )}
    </TeamFrame>
  );
}
