import { answerOf, type components } from '@app/client';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { at } from '../../server/address.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { TEXTS } from './texts.js';

/** Whether a mail comes about each week: `/me/reports`. */
export function ReportsPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['weekly-mail'],
    ask: () => answerOf(client.GET('/api/v1/account/weekly-mail')),
  });
  return (
    <AccountPage title={text('reports.title')}>
      <Card title={text('reports.title')}>
        <AnswerState {...{ data, error, refetch }} />
        {data && <Choice mail={data} />}
      </Card>
    </AccountPage>
  );
}

function Choice({ mail: { isOn, isSent, isEmailVerified } }: { mail: components['schemas']['WeeklyMailDto'] }) {
  const { text, language } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange('weekly-mail');
  const choose = (chosen: boolean) =>
    void run(() => client.PUT('/api/v1/account/weekly-mail', { body: { isOn: chosen, language } }));
  return (
    <>
      <p>{text('reports.words')}</p>
      {!isSent && <p class="notice">{text('reports.none')}</p>}
      {isSent && !isEmailVerified && (
        <p class="notice">
          {text('reports.unverified')} <a href={at('/me/security')}>{text('reports.confirm')}</a>
        </p>
      )}
      {(isSent || isOn) && (
        <label class="tick">
          <input
            type="checkbox"
            checked={isOn}
            disabled={isBusy}
            onChange={({ currentTarget }) => choose(currentTarget.checked)}
          />
          {text('reports.choose')}
        </label>
      )}
      <p class="quiet" role="status">
        {text(isOn ? 'reports.on' : 'reports.off')}
      </p>
      <ChangeProblem error={error} />
    </>
  );
}
