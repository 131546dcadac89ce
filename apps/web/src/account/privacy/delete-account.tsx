import { useState } from 'preact/hooks';
import { Card } from '../../parts/card.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { TextField } from '../../parts/field.js';
import { at } from '../../server/address.js';
import { useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { useFreshChange } from '../fresh-change.js';
import { TEXTS } from './texts.js';

/** Ends the account. The address must be typed, so that no slip of a finger does it. */
export function DeleteAccount() {
  const { text } = useTexts(TEXTS);
  const { client, email } = useServer();
  const { error, isBusy, run, again } = useFreshChange();
  const [typed, setTyped] = useState('');
  const [isOther, setOther] = useState(false);
  const end = async () => {
    const isRight = typed.trim().toLowerCase() === email;
    setOther(!isRight);
    if (isRight && (await run(() => client.DELETE('/api/v1/account')))) location.assign(at('/sign-in'));
  };
  return (
    <Card title={text('account.end')}>
      <p>{text('account.endWords')}</p>
      <form
        class="account-form"
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <TextField
          label={text('account.endType')}
          autocomplete="off"
          value={typed}
          change={setTyped}
          problem={isOther ? text('account.endOther') : undefined}
          required
        />
        <ChangeProblem error={error} />
        <button type="submit" class="danger" disabled={isBusy}>
          {text('account.endIt')}
        </button>
      </form>
      {again}
    </Card>
  );
}
