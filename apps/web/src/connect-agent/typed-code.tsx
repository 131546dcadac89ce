import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { useFreshChange } from '../account/fresh-change.js';
import { isolated } from '../format/isolated.js';
import { shortMoment } from '../format/moments.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { TextField } from '../parts/field.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { Question } from './question.js';
import { TEXTS } from './texts.js';

type Waiting = components['schemas']['WaitingAgentDto'];

/** Takes the code that an agent shows, says which agent it is, and asks. */
export function TypedCode() {
  const { text } = useTexts(TEXTS);
  const [userCode, setUserCode] = useState('');
  const [waiting, setWaiting] = useState<Waiting>();
  const [answered, setAnswered] = useState<boolean>();
  if (answered !== undefined)
    return (
      <Card title={text(answered ? 'allowed' : 'refused')}>
        <p role="status">{text(answered ? 'allowedWhat' : 'refusedWhat')}</p>
      </Card>
    );
  if (!waiting) return <CodeForm userCode={userCode} change={setUserCode} found={setWaiting} />;
  return <WaitingAgent userCode={userCode} waiting={waiting} answered={setAnswered} />;
}

interface CodeFormProps {
  readonly userCode: string;
  readonly change: (userCode: string) => void;
  readonly found: (waiting: Waiting) => void;
}

function CodeForm({ userCode, change, found }: CodeFormProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange();
  const ask = async () =>
    found(await answerOf(client.POST('/api/v1/agent-login/consent/shown', { body: { userCode } })));
  return (
    <Card title={text('code.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(ask);
        }}
      >
        <TextField
          label={text('code.label')}
          hint={text('code.hint')}
          value={userCode}
          change={change}
          maxLength={40}
          autocomplete="off"
          required
        />
        <ChangeProblem error={error} sentences={{ unknown_code: text('code.unknown') }} />
        <button type="submit" class="primary" disabled={isBusy}>
          {text('code.goOn')}
        </button>
      </form>
    </Card>
  );
}

interface WaitingAgentProps {
  readonly userCode: string;
  readonly waiting: Waiting;
  readonly answered: (isAllowed: boolean) => void;
}

function WaitingAgent({ userCode, waiting: { deviceName, address, startedAt }, answered }: WaitingAgentProps) {
  const { text, locale } = useTexts(TEXTS);
  const { client, timeZone } = useServer();
  const change = useFreshChange('keys');
  const answer = async (isAllowed: boolean) => {
    const body = { userCode, isAllowed };
    if (await change.run(() => client.POST('/api/v1/agent-login/consent/code', { body }))) answered(isAllowed);
  };
  return (
    <>
      <Question deviceName={deviceName} isBusy={change.isBusy} answer={(isAllowed) => void answer(isAllowed)}>
        <p>{text('from', { address: isolated(address), moment: shortMoment(locale, startedAt, timeZone) })}</p>
        <p class="quiet">{text('onlyKnown')}</p>
        <ChangeProblem error={change.error} sentences={{ unknown_code: text('code.unknown') }} />
      </Question>
      {change.again}
    </>
  );
}
