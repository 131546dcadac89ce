import { useState } from 'preact/hooks';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import type { Focus } from './focus-answer.js';
import { TEXTS } from './texts.js';

type Levels = Focus['blocking']['levels'];

/** What a session may keep away, from nothing on. */
const CHOICES = [
  ['nothing', []],
  ['worst', [-2]],
  ['all', [-2, -1]],
] as const satisfies readonly (readonly [string, Levels])[];
type Choice = (typeof CHOICES)[number][0];

/** Chooses what sessions keep away, and which names never. */
export function BlockingCard({ blocking: { levels, allowed } }: Pick<Focus, 'blocking'>) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange('focus');
  const [choice, setChoice] = useState(choiceOf(levels));
  const [names, setNames] = useState(allowed.join(', '));
  const [isSaved, setSaved] = useState(false);
  const save = () =>
    client.PUT('/api/v1/focus/blocking', { body: { levels: levelsOf(choice), allowed: namesIn(names) } });
  const sentences = { limit_reached: text('blocking.tooMany'), invalid_name: text('blocking.badName') };
  return (
    <Card title={text('blocking.title')}>
      <p class="quiet">{text('blocking.what')}</p>
      <form
        noValidate
        onInput={() => setSaved(false)}
        onSubmit={(event) => {
          event.preventDefault();
          void run(save).then(setSaved);
        }}
      >
        <ChoiceField
          label={text('blocking.levels')}
          value={choice}
          choices={CHOICES.map(([value]) => ({ value, name: text(`blocking.${value}`) }))}
          change={(value) => setChoice(value as Choice)}
        />
        <TextField
          label={text('blocking.allowed')}
          hint={text('blocking.allowedHint')}
          value={names}
          change={setNames}
        />
        <ChangeProblem error={error} sentences={sentences} />
        <button type="submit" disabled={isBusy}>
          {text('change.save')}
        </button>{' '}
        <span role="status" class="quiet">
          {isSaved ? text('change.saved') : ''}
        </span>
      </form>
    </Card>
  );
}

const choiceOf = (levels: Levels): Choice => CHOICES.find(([, of]) => of.length === levels.length)?.[0] ?? 'nothing';

const levelsOf = (choice: Choice): Levels => [...(CHOICES.find(([name]) => name === choice)?.[1] ?? [])];

/** The names between commas. */
const namesIn = (typed: string): string[] =>
  typed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
