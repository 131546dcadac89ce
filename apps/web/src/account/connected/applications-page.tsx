import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { isolated } from '../../format/isolated.js';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { Confirm } from '../../forms/confirm.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { shortMoment } from '../../format/moments.js';
import { TEXTS } from './texts.js';

type Application = components['schemas']['ConnectedApplicationDto'];

/** The applications that the reader let in, and what each may do. */
export function ApplicationsPage() {
  const { text, locale } = useTexts(TEXTS);
  const { client, timeZone } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['applications'],
    ask: () => answerOf(client.GET('/api/v1/connected-applications')),
  });
  const [asked, setAsked] = useState<Application>();
  return (
    <AccountPage title={text('applications.title')}>
      <Card title={text('applications.title')}>
        <AnswerState {...{ data, error, refetch }} />
        {data?.applications.length === 0 && <p>{text('applications.none')}</p>}
        <ul class="entries">
          {data?.applications.map((one) => (
            <li key={one.clientId}>
              <div class="what">
                <bdi>{one.name}</bdi>
                <p class="quiet">
                  {text('applications.since', { moment: shortMoment(locale, one.connectedAt, timeZone) })}
                </p>
                {one.scopes.map((scope) => (
                  <p key={scope} class="quiet">
                    {text(`scope.${scope}`)}
                  </p>
                ))}
              </div>
              <button
                type="button"
                aria-label={text('applications.endNamed', { name: one.name })}
                onClick={() => setAsked(one)}
              >
                {text('applications.end')}
              </button>
            </li>
          ))}
        </ul>
      </Card>
      {asked && <Disconnect application={asked} close={() => setAsked(undefined)} />}
    </AccountPage>
  );
}

function Disconnect({ application: { clientId, name }, close }: { application: Application; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  return (
    <Confirm
      title={text('applications.endTitle', { name: isolated(name) })}
      act={text('applications.endIt')}
      changes={['applications']}
      work={() => client.DELETE('/api/v1/connected-applications/{clientId}', { params: { path: { clientId } } })}
      close={close}
    >
      <p>{text('applications.endWords')}</p>
    </Confirm>
  );
}
