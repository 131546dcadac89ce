import { answerOf } from '@app/client';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { at } from '../server/address.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { SHARING_LEVELS, type Sharing, useTeams } from './team-answers.js';
import { TeamFrame } from './team-frame.js';
import { TEXTS } from './texts.js';

/** All teams of the reader, and a form that makes another one. */
export function TeamsPage() {
  const { text } = useTexts(TEXTS);
  const { data, error, refetch } = useTeams();
  return (
    <TeamFrame title={text('teams.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data?.teams.length === 0 && <p class="notice">{text('teams.none')}</p>}
      {data && data.teams.length > 0 && (
        <Card title={text('teams.yours')}>
          <ul class="entries">
            {data.teams.map(({ id, name, role, shares }) => (
              <li key={id}>
                <div class="what">
                  <a href={at(`/teams/${id}`)}>
                    <bdi>{name}</bdi>
                  </a>
                  <p class="quiet">
                    {role === 'admin' && `${text('teams.admin')} `}
                    {shares !== null && text('teams.shares', { what: text(`sharing.${shares}`) })}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {data && <NewTeam />}
    </TeamFrame>
  );
}

function NewTeam() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { route } = useLocation();
  const { error, isBusy, run } = useChange('teams');
  const [name, setName] = useState('');
  const [sharing, setSharing] = useState<Sharing>('levels');
  const [isEmpty, setEmpty] = useState(false);
  const make = async () => {
    setEmpty(name.trim() === '');
    if (name.trim() === '') return;
    let id = '';
    const work = async () =>
      ({ id } = await answerOf(client.POST('/api/v1/teams', { body: { name: name.trim(), sharing } })));
    if (await run(work)) route(at(`/teams/${id}`));
  };
  return (
    <Card title={text('new.title')}>
      <p>{text('new.words')}</p>
      <form
        class="team-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          label={text('new.name')}
          value={name}
          change={setName}
          maxLength={100}
          autocomplete="off"
          problem={isEmpty ? text('new.noName') : undefined}
          required
        />
        <ChoiceField
          label={text('new.sharing')}
          hint={text('new.sharingHint')}
          value={sharing}
          choices={SHARING_LEVELS.map((value) => ({ value, name: text(`sharing.${value}`) }))}
          change={(value) => setSharing(value as Sharing)}
        />
        <ChangeProblem
          error={error}
          sentences={{ invalid_name: text('new.noName'), limit_reached: text('new.full') }}
        />
        <button type="submit" disabled={isBusy}>
          {text('new.make')}
        </button>
      </form>
    </Card>
  );
}
