import { useState } from 'preact/hooks';
import { isolated } from '../../format/isolated.js';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { at } from '../../server/address.js';
import { Leave, ShareForm } from '../../teams/own-share.js';
import { type Team, useTeams } from '../../teams/team-answers.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { TEXTS } from './texts.js';

/** The teams of the reader: what each sees, sharing less, and leaving. */
export function TeamsPage() {
  const { text } = useTexts(TEXTS);
  const { data, error, refetch } = useTeams();
  return (
    <AccountPage title={text('teams.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data?.teams.length === 0 && (
        <p class="notice">
          {text('teams.none')} <a href={at('/teams')}>{text('teams.make')}</a>
        </p>
      )}
      {data?.teams.map((team) => (
        <TeamCard key={team.id} team={team} />
      ))}
      {data && data.teams.length > 0 && (
        <>
          <p class="quiet">{text('teams.table')}</p>
          <p class="quiet">{text('teams.effect')}</p>
        </>
      )}
    </AccountPage>
  );
}

function TeamCard({ team }: { team: Team }) {
  const { text } = useTexts(TEXTS);
  const [isAsked, setAsked] = useState(false);
  const { id, name, role, shares, named } = team;
  return (
    <Card title={isolated(name)}>
      <p>
        <a href={at(`/teams/${id}`)} aria-label={text('teams.openNamed', { name })}>
          {text('teams.open')}
        </a>
      </p>
      {role === 'admin' && <p>{text('teams.admin')}</p>}
      {shares !== null && <ShareForm team={team} shares={shares} />}
      {named && (
        <p>
          {text('teams.named')}{' '}
          <a target="_self" href={at(`/account/teams/${id}/name`)}>
            {text('teams.namedChange')}
          </a>
        </p>
      )}
      {shares !== null && (
        <p class="after">
          <button
            type="button"
            class="danger"
            aria-label={text('teams.leaveNamed', { name })}
            onClick={() => setAsked(true)}
          >
            {text('teams.leave')}
          </button>
        </p>
      )}
      {isAsked && <Leave team={team} close={() => setAsked(false)} />}
    </Card>
  );
}
