import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { TextField } from '../../parts/field.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { SecurityDialog, useRefusals } from './security-dialog.js';
import { OwnPassword } from './own-password.js';
import { TEXTS } from './texts.js';

type Address = components['schemas']['OwnAddressDto'];

/** The address: a link in a mail confirms it, or moves the account to another one. */
export function AddressCard() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['address'],
    ask: () => answerOf(client.GET('/api/v1/account/address')),
  });
  return (
    <Card title={text('address.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data && <Shown address={data} />}
    </Card>
  );
}

function Shown({ address }: { address: Address }) {
  const { text } = useTexts(TEXTS);
  const { email, isVerified, hasPassword, byMail } = address;
  const [isOpen, setOpen] = useState(false);
  const [sentTo, setSentTo] = useState<string>();
  return (
    <>
      <p class="address">
        <bdi>{email}</bdi> <span class="quiet">{text(isVerified ? 'address.verified' : 'address.unverified')}</span>
      </p>
      {!byMail && <p class="quiet">{text('address.noMail')}</p>}
      {byMail && !hasPassword && <p class="quiet">{text('address.noPassword')}</p>}
      {byMail && (
        <div class="choices">
          {!isVerified && <Confirmation sent={() => setSentTo(email)} />}
          {hasPassword && (
            <button type="button" onClick={() => setOpen(true)}>
              {text('address.change')}
            </button>
          )}
        </div>
      )}
      <p role="status" class="sent">
        {sentTo !== undefined && text('address.sent', { email: sentTo })}
      </p>
      {isOpen && <OtherAddress sent={setSentTo} close={() => setOpen(false)} />}
    </>
  );
}

/** The button that asks for a mail to the present address. */
function Confirmation({ sent }: { sent: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange();
  const send = async () => {
    if (await run(() => client.POST('/api/v1/account/address/confirmation'))) sent();
  };
  return (
    <>
      <button type="button" disabled={isBusy} onClick={() => void send()}>
        {text('address.confirm')}
      </button>
      <ChangeProblem error={error} sentences={useRefusals()} />
    </>
  );
}

interface OtherAddressProps {
  readonly sent: (email: string) => void;
  readonly close: () => void;
}

function OtherAddress({ sent, close }: OtherAddressProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const send = () =>
    change.run(async () => {
      const body = { email: email.trim(), password };
      await client.POST('/api/v1/account/address', { body });
      sent(body.email);
    });
  return (
    <SecurityDialog title={text('address.change')} act={text('address.ask')} {...{ change, send, close }}>
      <p>{text('address.changeWords')}</p>
      <TextField
        label={text('address.next')}
        type="email"
        autocomplete="email"
        maxLength={254}
        value={email}
        change={setEmail}
        required
      />
      <OwnPassword value={password} change={setPassword} />
    </SecurityDialog>
  );
}
