import { useState } from 'preact/hooks';
import { Card } from '../../parts/card.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { TextField } from '../../parts/field.js';
import { useServer } from '../../server/answers.js';
import { signInAddress } from '../../server/session.js';
import { useTexts } from '../../text/reader.js';
import { useFreshChange } from '../fresh-change.js';
import { useRefusals } from './security-dialog.js';
import { TEXTS } from './texts.js';

const ENDINGS = ['revokeKeys', 'revokeTokens', 'removePasskeys'] as const;

interface EndingsProps {
  readonly ended: readonly string[];
  readonly change: (ended: readonly string[]) => void;
}

/** What else ends with the old password. */
function Endings({ ended, change }: EndingsProps) {
  const { text } = useTexts(TEXTS);
  const toggled = (name: string, isOn: boolean) => (isOn ? [...ended, name] : ended.filter((one) => one !== name));
  return (
    <fieldset>
      <legend>{text('security.endings')}</legend>
      {ENDINGS.map((name) => (
        <label key={name} class="tick">
          <input
            type="checkbox"
            checked={ended.includes(name)}
            onChange={({ currentTarget }) => change(toggled(name, currentTarget.checked))}
          />
          <span>{text(`security.${name}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Sets a new password. Every session ends with the old one, this one too. */
export function PasswordCard() {
  const { text } = useTexts(TEXTS);
  const { client, email } = useServer();
  const { error, isBusy, run, again } = useFreshChange();
  const refusals = useRefusals();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [ended, setEnded] = useState<readonly string[]>([]);
  const [isChanged, setChanged] = useState(false);
  const save = async () => {
    const endings = Object.fromEntries(ended.map((name) => [name, true]));
    const body = { password, ...(current !== '' && { current }), ...endings };
    if (await run(() => client.PUT('/api/v1/account/password', { body }))) setChanged(true);
  };
  if (isChanged) return <Changed />;
  return (
    <Card title={text('security.password')}>
      <form
        class="account-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {/* Password managers look for it. */}
        <input type="text" name="username" autocomplete="username" value={email} hidden readOnly />
        <TextField
          label={text('security.current')}
          hint={text('security.currentHint')}
          type="password"
          autocomplete="current-password"
          value={current}
          change={setCurrent}
        />
        <TextField
          label={text('security.next')}
          hint={text('security.nextHint')}
          type="password"
          autocomplete="new-password"
          value={password}
          change={setPassword}
          required
        />
        <Endings ended={ended} change={setEnded} />
        <ChangeProblem error={error} sentences={{ ...refusals, wrong_password: text('security.wrongCurrent') }} />
        <button type="submit" disabled={isBusy}>
          {text('security.change')}
        </button>
      </form>
      {again}
    </Card>
  );
}

/** The session has ended too, so the way leads to the sign-in. */
function Changed() {
  const { text } = useTexts(TEXTS);
  return (
    <Card title={text('security.password')}>
      <p role="status">
        {text('security.changed')}{' '}
        <a target="_self" href={signInAddress('/me/security')}>
          {text('security.signIn')}
        </a>
      </p>
    </Card>
  );
}
