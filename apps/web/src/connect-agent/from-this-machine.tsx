import { answerOf } from '@app/client';
import { useState } from 'preact/hooks';
import { useFreshChange } from '../account/fresh-change.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { type Asked, refusalAddress } from './asked.js';
import { Question } from './question.js';
import { TEXTS } from './texts.js';

/** The question of an agent on this machine. The answer goes to its port. */
export function FromThisMachine({ asked }: { asked: Asked }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useFreshChange('keys');
  const [isAnswered, setAnswered] = useState(false);
  const leaveTo = (address: string) => {
    setAnswered(true);
    location.assign(address);
  };
  const allow = async () => {
    const given = await answerOf(client.POST('/api/v1/agent-login/consent/browser', { body: asked }));
    leaveTo(given.location);
  };
  if (isAnswered)
    return (
      <p role="status" class="quiet">
        {text('back')}
      </p>
    );
  return (
    <>
      <Question
        deviceName={asked.deviceName}
        isBusy={change.isBusy}
        answer={(isAllowed) => (isAllowed ? void change.run(allow) : leaveTo(refusalAddress(asked)))}
      >
        <p class="quiet">{text('onlyYours')}</p>
        <ChangeProblem error={change.error} />
      </Question>
      {change.again}
    </>
  );
}
