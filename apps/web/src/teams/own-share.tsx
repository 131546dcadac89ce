import { useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { isolated } from '../format/isolated.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { ChoiceField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { SHARING_LEVELS, type Sharing, type Team } from './team-answers.js';
import { TEXTS } from './texts.js';

/** A member shares as much as the team asks for, or less. */
export function ShareForm({ team, shares }: { team: Team; shares: Sharing }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const most = Math.max(SHARING_LEVELS.indexOf(team.sharing), SHARING_LEVELS.indexOf(shares));
  return (
    <LevelForm
      label={text('share.own')}
      present={shares}
      offered={SHARING_LEVELS.slice(0, most + 1)}
      save={(sharing) =>
        client.PUT('/api/v1/teams/{id}/members/me', { params: { path: { id: team.id } }, body: { sharing } })
      }
    />
  );
}

interface LevelFormProps {
  readonly label: string;
  readonly present: Sharing;
  readonly offered: readonly Sharing[];
  readonly save: (sharing: Sharing) => Promise<unknown>;
}

/** Chooses how much is shared. It is saved by a button, so no slip of a finger does it. */
export function LevelForm({ label, present, offered, save }: LevelFormProps) {
  const { text } = useTexts(TEXTS);
  const { error, isBusy, run } = useChange('teams');
  const [sharing, setSharing] = useState(present);
  const [outcome, setOutcome] = useState('');
  const saveIt = async () => {
    setOutcome('');
    if (await run(() => save(sharing))) setOutcome(text('change.saved'));
  };
  return (
    <form
      class="team-form"
      onSubmit={(event) => {
        event.preventDefault();
        void saveIt();
      }}
    >
      <ChoiceField
        label={label}
        value={sharing}
        choices={offered.map((value) => ({ value, name: text(`sharing.${value}`) }))}
        change={(value) => setSharing(value as Sharing)}
      />
      <ChangeProblem error={error} />
      <button type="submit" disabled={isBusy || sharing === present}>
        {text('share.save')}
      </button>{' '}
      <span role="status" class="quiet">
        {outcome}
      </span>
    </form>
  );
}

/** Asks before the reader leaves a team. `left` runs when it is done. */
export function Leave({ team: { id, name }, close, left }: { team: Team; close: () => void; left?: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const work = async () => {
    await client.DELETE('/api/v1/teams/{id}/members/me', { params: { path: { id } } });
    left?.();
  };
  return (
    <Confirm
      title={text('leave.title', { name: isolated(name) })}
      act={text('leave.it')}
      changes={['teams']}
      work={work}
      close={close}
    >
      <p>{text('leave.words')}</p>
      <p>{text('share.effect')}</p>
    </Confirm>
  );
}
