import type { components } from '@app/client';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { ChangeProblem } from '../parts/change-problem.js';
import { Dialog } from '../forms/dialog.js';
import { isolated } from '../format/isolated.js';
import { Card } from '../parts/card.js';
import { TextField } from '../parts/field.js';
import { at } from '../server/address.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

type User = components['schemas']['UserDto'];

/** Deletes an account. The address must be typed, so that no slip of a finger does it. */
export function DeleteUser({ user }: { user: User }) {
  const { text } = useTexts(TEXTS);
  const [isAsked, setAsked] = useState(false);
  return (
    <Card title={text('delete')}>
      <p>{text('delete.words')}</p>
      <button type="button" class="danger" onClick={() => setAsked(true)}>
        {text('delete')}
      </button>
      {isAsked && <AskAddress user={user} close={() => setAsked(false)} />}
    </Card>
  );
}

function AskAddress({ user: { id, email }, close }: { user: User; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { route } = useLocation();
  const { error, isBusy, run } = useChange('users');
  const [typed, setTyped] = useState('');
  const [isOther, setOther] = useState(false);
  const end = async () => {
    const isRight = typed.trim().toLowerCase() === email;
    setOther(!isRight);
    if (!isRight) return;
    if (await run(() => client.DELETE('/api/v1/users/{id}', { params: { path: { id } } })))
      route(at('/administration'));
  };
  return (
    <Dialog title={text('delete.title', { name: isolated(email) })} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <TextField
          label={text('delete.type')}
          autocomplete="off"
          value={typed}
          change={setTyped}
          problem={isOther ? text('delete.other') : undefined}
          required
        />
        <ChangeProblem error={error} />
        <div class="when">
          <button type="submit" class="danger" disabled={isBusy}>
            {text('delete.it')}
          </button>
          <button type="button" onClick={close}>
            {text('change.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
