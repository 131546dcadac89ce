import { answerOf, type components } from '@app/client';
import { useId, useState } from 'preact/hooks';
import { ChangeProblem } from '../../parts/change-problem.js';
import { ChoiceField, TextField } from '../../parts/field.js';
import { useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { useFreshChange } from '../fresh-change.js';
import { TEXTS } from '../texts.js';

type MadeKey = components['schemas']['CreatedKeyDto'];

const KINDS = ['read', 'read_post', 'agent', 'full'] as const;
const DAY_MS = 86_400_000;

/** The form for a new key. `made` gets it, this once. */
export function KeyForm({ made }: { made: (key: MadeKey) => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run, again } = useFreshChange('keys');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('read_post');
  const [days, setDays] = useState('');
  const group = useId();
  const make = async () => {
    const expiresAt = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const body = { name, kind, ...(days !== '' && { expiresAt }) };
    const isMade = await run(async () => made(await answerOf(client.POST('/api/v1/keys', { body }))));
    if (isMade) setName('');
  };
  const lifetimes = [
    { value: '', name: text('keys.forever') },
    ...['30', '90'].map((value) => ({ value, name: text('keys.days', { days: value }) })),
    { value: '365', name: text('keys.year') },
  ];
  return (
    <>
      <form
        class="account-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          label={text('keys.name')}
          hint={text('keys.nameHint')}
          value={name}
          change={setName}
          maxLength={100}
          required
        />
        <fieldset>
          <legend>{text('keys.what')}</legend>
          {KINDS.map((one) => (
            <label key={one} class="tick">
              <input type="radio" name={group} value={one} checked={one === kind} onChange={() => setKind(one)} />
              <span>
                <strong>{text(`kind.${one}.name`)}</strong>
                <span class="quiet">{text(`kind.${one}.meaning`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <ChoiceField label={text('keys.howLong')} value={days} choices={lifetimes} change={setDays} />
        <ChangeProblem error={error} />
        <button type="submit" disabled={isBusy}>
          {text('keys.make')}
        </button>
      </form>
      {again}
    </>
  );
}
