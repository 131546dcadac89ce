import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { isolated } from '../format/isolated.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { useTitle } from '../parts/use-title.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { RegisterApplication } from './register-application.js';
import { type Secret, ShownSecret } from './shown-secret.js';
import { TEXTS } from './texts.js';

type Application = components['schemas']['ApplicationDto'];

/** What the administrator asked for, before it is done. */
interface Asked {
  readonly act: 'remove' | 'renew';
  readonly application: Application;
}

/** The applications that may ask users for access, and a form for another one. */
export function ApplicationsPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const [asked, setAsked] = useState<Asked>();
  const [secret, setSecret] = useState<Secret>();
  const answer = useAnswer({
    key: ['registered'],
    ask: () => answerOf(client.GET('/api/v1/oauth-applications')),
  });
  const { data } = answer;
  useTitle(text('applications'));
  return (
    <>
      <h1>{text('applications')}</h1>
      <div role="status">
        {secret && (
          <Card title={text('applications.shown')}>
            <ShownSecret secret={secret} />
          </Card>
        )}
      </div>
      <Card title={text('applications.all')}>
        <AnswerState {...answer} />
        {data?.applications.length === 0 && <p>{text('applications.none')}</p>}
        <ul class="entries">
          {data?.applications.map((one) => (
            <ApplicationRow key={one.clientId} application={one} ask={setAsked} />
          ))}
        </ul>
      </Card>
      <Card title={text('applications.new')}>
        <RegisterApplication
          made={(one) => {
            setSecret(one);
            scrollTo({ top: 0 });
          }}
        />
      </Card>
      {asked && <AskFirst asked={asked} made={setSecret} close={() => setAsked(undefined)} />}
    </>
  );
}

function ApplicationRow({ application, ask }: { application: Application; ask: (asked: Asked) => void }) {
  const { text } = useTexts(TEXTS);
  const { name, clientId, redirectUris, scopes } = application;
  return (
    <li>
      <div class="what">
        <bdi>{name}</bdi>
        <p class="quiet">{clientId}</p>
        {redirectUris.map((uri) => (
          <p key={uri} class="quiet">
            <bdi>{uri}</bdi>
          </p>
        ))}
        <p class="quiet">
          {text(application.public ? 'applications.public' : 'applications.secret')} · {scopes.join(', ')}
        </p>
      </div>
      {!application.public && (
        <button
          type="button"
          aria-label={text('applications.renewNamed', { name: isolated(name) })}
          onClick={() => ask({ act: 'renew', application })}
        >
          {text('applications.renew')}
        </button>
      )}
      <button
        type="button"
        aria-label={text('applications.removeNamed', { name: isolated(name) })}
        onClick={() => ask({ act: 'remove', application })}
      >
        {text('applications.remove')}
      </button>
    </li>
  );
}

interface AskFirstProps {
  readonly asked: Asked;
  readonly made: (secret: Secret) => void;
  readonly close: () => void;
}

function AskFirst({ asked: { act, application }, made, close }: AskFirstProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { name, clientId } = application;
  const params = { path: { clientId } };
  const work = {
    remove: () => client.DELETE('/api/v1/oauth-applications/{clientId}', { params }),
    renew: async () => {
      const answer = await answerOf(client.POST('/api/v1/oauth-applications/{clientId}/secret', { params }));
      made({ name, clientId, ...answer });
    },
  };
  return (
    <Confirm
      title={text(`applications.${act}Title`, { name: isolated(name) })}
      act={text(`applications.${act}It`)}
      changes={['registered']}
      work={work[act]}
      close={close}
    >
      <p>{text(`applications.${act}Words`)}</p>
    </Confirm>
  );
}
