import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { isolated } from '../format/isolated.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { useTitle } from '../parts/use-title.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

type Application = components['schemas']['ApplicationDto'];

/** The applications that may ask users for access. */
export function ApplicationsPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const [asked, setAsked] = useState<Application>();
  const answer = useAnswer({
    key: ['registered'],
    ask: () => answerOf(client.GET('/api/v1/oauth-applications')),
  });
  const { data } = answer;
  useTitle(text('applications'));
  return (
    <>
      <h1>{text('applications')}</h1>
      <Card title={text('applications.all')}>
        <AnswerState {...answer} />
        {data?.applications.length === 0 && <p>{text('applications.none')}</p>}
        <ul class="entries">
          {data?.applications.map((one) => (
            <li key={one.clientId}>
              <div class="what">
                <bdi>{one.name}</bdi>
                <p class="quiet">{one.clientId}</p>
                {one.redirectUris.map((uri) => (
                  <p key={uri} class="quiet">
                    <bdi>{uri}</bdi>
                  </p>
                ))}
                <p class="quiet">
                  {text(one.public ? 'applications.public' : 'applications.secret')} · {one.scopes.join(', ')}
                </p>
              </div>
              <button
                type="button"
                aria-label={text('applications.removeNamed', { name: isolated(one.name) })}
                onClick={() => setAsked(one)}
              >
                {text('applications.remove')}
              </button>
            </li>
          ))}
        </ul>
      </Card>
      {asked && (
        <Confirm
          title={text('applications.removeTitle', { name: isolated(asked.name) })}
          act={text('applications.removeIt')}
          changes={['registered']}
          work={() =>
            client.DELETE('/api/v1/oauth-applications/{clientId}', { params: { path: { clientId: asked.clientId } } })
          }
          close={() => setAsked(undefined)}
        >
          <p>{text('applications.removeWords')}</p>
        </Confirm>
      )}
    </>
  );
}
