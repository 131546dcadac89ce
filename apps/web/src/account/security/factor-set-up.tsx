import { answerOf, type components, TimeledgerError } from '@app/client';
import { useState } from 'preact/hooks';
import { CopyText } from '../../parts/copy-text.js';
import { TextField } from '../../parts/field.js';
import { useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { OwnPassword } from './own-password.js';
import { SecurityDialog } from './security-dialog.js';
import { QrCode } from './qr-code.js';
import { TEXTS } from './texts.js';

type Offered = components['schemas']['OfferedSecretDto'];

interface FactorSetUpProps {
  /** Gets the recovery codes, this once. */
  readonly made: (recoveryCodes: readonly string[]) => void;
  readonly close: () => void;
}

/** Sets the second step up: the password, then the secret and a code of the app. */
export function FactorSetUp({ made, close }: FactorSetUpProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('second-factor', 'again');
  const [password, setPassword] = useState('');
  const [offered, setOffered] = useState<Offered>();
  const [code, setCode] = useState('');
  const ask = () =>
    change.run(async () => {
      setOffered(await answerOf(client.POST('/api/v1/account/second-factor/secret', { body: { password } })));
    });
  const confirm = (offer: string) =>
    change.run(async () => {
      const body = { offer, code: code.trim() };
      const answer = await answerOf(client.POST('/api/v1/account/second-factor', { body })).catch(beginAgain);
      made(answer.recoveryCodes);
    });
  /** The secret belongs to a session that has ended, or is too old: only a new one counts. */
  const beginAgain = (refusal: unknown): never => {
    if (refusal instanceof TimeledgerError && refusal.code === 'unknown_offer') {
      setOffered(undefined);
      setCode('');
    }
    throw refusal;
  };
  const send = async () => {
    if (offered) return confirm(offered.offer);
    await ask();
    return false;
  };
  return (
    <SecurityDialog
      title={text(offered ? 'factor.scanTitle' : 'factor.setUpTitle')}
      act={text(offered ? 'factor.turnOn' : 'factor.next')}
      {...{ change, send, close }}
    >
      {offered ? (
        <Secret offered={offered} code={code} change={setCode} />
      ) : (
        <>
          <p>{text('factor.setUpWords')}</p>
          <OwnPassword value={password} change={setPassword} />
        </>
      )}
    </SecurityDialog>
  );
}

interface SecretProps {
  readonly offered: Offered;
  readonly code: string;
  readonly change: (code: string) => void;
}

function Secret({ offered: { secret, uri }, code, change }: SecretProps) {
  const { text } = useTexts(TEXTS);
  return (
    <>
      <p>{text('factor.scan')}</p>
      <QrCode value={uri} label={text('factor.qr')} />
      <p>{text('factor.type')}</p>
      <CopyText value={secret.replace(/.{4}(?!$)/g, '$& ')} label={text('factor.secret')} />
      <p class="quiet">{text('factor.rules')}</p>
      <TextField
        label={text('factor.code')}
        hint={text('factor.codeHint')}
        autocomplete="one-time-code"
        inputMode="numeric"
        maxLength={40}
        value={code}
        change={change}
        required
      />
    </>
  );
}
