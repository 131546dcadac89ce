import { TimeledgerError } from '@app/client';
import { useState } from 'preact/hooks';
import { ChangeProblem } from '../parts/change-problem.js';
import { TextField } from '../parts/field.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** Asks for the admin token. It goes to the server in a header, and nowhere else. */
export function TokenForm({ enter }: { enter: (token: string) => Promise<void> }) {
  const { text } = useTexts(TEXTS);
  const [token, setToken] = useState('');
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  useTitle(text('administration'));
  const open = async () => {
    setBusy(true);
    setError(undefined);
    try {
      // A header takes visible characters only. No token has others.
      if (!/^[\x21-\x7e]+$/.test(token.trim())) throw new TimeledgerError('', { status: 401, code: 'unauthorized' });
      await enter(token.trim());
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <form
      class="short"
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <h1>{text('administration')}</h1>
      <p>{text('token.words')}</p>
      <TextField
        label={text('token')}
        hint={text('token.hint')}
        type="password"
        autocomplete="off"
        value={token}
        change={setToken}
        required
      />
      <ChangeProblem error={error} sentences={{ unauthorized: text('token.wrong') }} />
      <button type="submit" class="primary" disabled={isBusy}>
        {text('token.open')}
      </button>
    </form>
  );
}
