import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { isolated } from '../../format/isolated.js';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { Confirm } from '../../forms/confirm.js';
import { ChoiceField } from '../../parts/field.js';
import { at } from '../../server/address.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { SaveForm } from '../save-form.js';
import { TEXTS } from './texts.js';

type Team = components['schemas']['TeamDto'];
type Sharing = Team['sharing'];

const LEVELS: readonly Sharing[] = ['nothing', 'levels', 'categories', 'activities'];

/** The teams of the reader: what each sees, sharing less, and leaving. */
export function TeamsPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({ key: ['teams'], ask: () => answerOf(client.GET('/api/v1/teams')) });
  return (
    <AccountPage title={text('teams.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data?.teams.length === 0 && <p class="notice">{text('teams.none')}</p>}
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

/** A member shares as much as the team asks for, or less. */
function ShareForm({ team, shares }: { team: Team; shares: Sharing }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('teams');
  const [sharing, setSharing] = useState(shares);
  const offered = LEVELS.slice(0, Math.max(LEVELS.indexOf(team.sharing), LEVELS.indexOf(shares)) + 1);
  const params = { path: { id: team.id } };
  return (
    <SaveForm
      change={change}
      work={() => client.PUT('/api/v1/teams/{id}/members/me', { params, body: { sharing } })}
      act={text('teams.save')}
      isSame={sharing === shares}
    >
      <ChoiceField
        label={text('teams.share')}
        value={sharing}
        choices={offered.map((value) => ({ value, name: text(`sharing.${value}`) }))}
        change={(value) => setSharing(value as Sharing)}
      />
    </SaveForm>
  );
}

function Leave({ team: { id, name }, close }: { team: Team; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  return (
    <Confirm
      title={text('teams.leaveTitle', { name: isolated(name) })}
      act={text('teams.leaveIt')}
      changes={['teams']}
      work={() => client.DELETE('/api/v1/teams/{id}/members/me', { params: { path: { id } } })}
      close={close}
    >
      <p>{text('teams.leaveWords')}</p>
    </Confirm>
  );
}
