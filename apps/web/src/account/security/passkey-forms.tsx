import type { components } from '@app/client';
import { useState } from 'preact/hooks';
import { TextField } from '../../parts/field.js';
import { useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { useFreshChange } from '../fresh-change.js';
import { SecurityDialog } from './security-dialog.js';
import { makePasskey } from './make-passkey.js';
import { TEXTS } from './texts.js';

function NameField({ name, change }: { name: string; change: (name: string) => void }) {
  const { text } = useTexts(TEXTS);
  const hint = text('passkeys.nameHint');
  return <TextField label={text('passkeys.name')} {...{ hint, change }} value={name} maxLength={100} required />;
}

/** Adds a passkey of this device. A name of spaces alone becomes the proposed one. */
export function AddPasskey({ suggestedName, close }: { suggestedName: string; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { again, ...change } = useFreshChange('passkeys');
  const [name, setName] = useState(suggestedName);
  // The device keeps a passkey also when the server refuses its name.
  const send = () => change.run(() => makePasskey(client, name.trim() || suggestedName));
  return (
    <>
      <SecurityDialog title={text('passkeys.add')} act={text('passkeys.makeIt')} {...{ change, send, close }}>
        <p>{text('passkeys.addWords')}</p>
        <NameField name={name} change={setName} />
      </SecurityDialog>
      {again}
    </>
  );
}

interface RenamePasskeyProps {
  readonly passkey: components['schemas']['ListedPasskeyDto'];
  readonly close: () => void;
}

export function RenamePasskey({ passkey, close }: RenamePasskeyProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('passkeys');
  const [name, setName] = useState(passkey.name);
  const path = { id: passkey.id };
  const send = () =>
    change.run(() => client.PUT('/api/v1/account/passkeys/{id}', { params: { path }, body: { name } }));
  return (
    <SecurityDialog title={text('passkeys.renameTitle')} act={text('passkeys.save')} {...{ change, send, close }}>
      <NameField name={name} change={setName} />
    </SecurityDialog>
  );
}
