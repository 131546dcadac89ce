import { answerOf } from '@app/client';
import { useState } from 'preact/hooks';
import { TextField } from '../../parts/field.js';
import { useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { OwnPassword } from './own-password.js';
import { SecurityDialog } from './security-dialog.js';
import { TEXTS } from './texts.js';

function CodeField({ code, change }: { code: string; change: (code: string) => void }) {
  const { text } = useTexts(TEXTS);
  return (
    <TextField
      label={text('factor.code')}
      hint={text('factor.anyCodeHint')}
      autocomplete="one-time-code"
      maxLength={40}
      value={code}
      change={change}
      required
    />
  );
}

interface NewCodesProps {
  readonly made: (recoveryCodes: readonly string[]) => void;
  readonly close: () => void;
}

/** Makes new recovery codes, after a code. */
export function NewCodes({ made, close }: NewCodesProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('second-factor');
  const [code, setCode] = useState('');
  const send = () =>
    change.run(async () => {
      const body = { code: code.trim() };
      made((await answerOf(client.POST('/api/v1/account/second-factor/recovery-codes', { body }))).recoveryCodes);
    });
  return (
    <SecurityDialog title={text('factor.newCodes')} act={text('factor.makeCodes')} {...{ change, send, close }}>
      <p>{text('factor.newCodesWords')}</p>
      <CodeField code={code} change={setCode} />
    </SecurityDialog>
  );
}

/** Turns the second step off, after the password and a code. */
export function TurnOff({ close }: { close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('second-factor', 'again');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const send = () =>
    change.run(() => client.POST('/api/v1/account/second-factor/off', { body: { password, code: code.trim() } }));
  return (
    <SecurityDialog title={text('factor.offTitle')} act={text('factor.turnItOff')} {...{ change, send, close }}>
      <p>{text('factor.offWords')}</p>
      <OwnPassword value={password} change={setPassword} />
      <CodeField code={code} change={setCode} />
    </SecurityDialog>
  );
}
