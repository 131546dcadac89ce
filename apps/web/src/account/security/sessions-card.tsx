import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { Confirm } from '../../forms/confirm.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { toSignIn } from '../../server/session.js';
import { useTexts } from '../../text/reader.js';
import { shortDay, shortMoment } from '../../format/moments.js';
import { TEXTS } from './texts.js';

type Session = components['schemas']['ListedSessionDto'];

/** The browsers in which the reader is signed in. Each is signed out by itself. */
export function SessionsCard() {
  const { text, locale } = useTexts(TEXTS);
  const { client, timeZone } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['sessions'],
    ask: () => answerOf(client.GET('/api/v1/sessions')),
  });
  const [asked, setAsked] = useState<Session>();
  const nameOf = ({ browser }: Session) => browser ?? text('security.unknownBrowser');
  return (
    <Card title={text('security.sessions')}>
      <AnswerState {...{ data, error, refetch }} />
      <ul class="entries">
        {data?.sessions.map((one) => (
          <li key={one.id}>
            <div class="what">
              <span>
                {nameOf(one)} {one.isThis && <strong>· {text('security.this')}</strong>}
              </span>
              <p class="quiet">
                {text('security.since', { moment: shortMoment(locale, one.startedAt, timeZone) })}
                {' · '}
                {text('security.used', { day: shortDay(locale, one.lastUsedOn) })}
              </p>
            </div>
            <button
              type="button"
              aria-label={text('security.endNamed', { name: nameOf(one) })}
              onClick={() => setAsked(one)}
            >
              {text('security.end')}
            </button>
          </li>
        ))}
      </ul>
      {asked && <End session={asked} name={nameOf(asked)} close={() => setAsked(undefined)} />}
    </Card>
  );
}

function End({ session, name, close }: { session: Session; name: string; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { id, isThis } = session;
  const end = async () => {
    await client.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } });
    if (isThis) toSignIn();
  };
  return (
    <Confirm
      title={text('security.endTitle', { name })}
      act={text('security.endIt')}
      changes={['sessions']}
      work={end}
      close={close}
    >
      <p>{text(isThis ? 'security.endThisWords' : 'security.endWords')}</p>
    </Confirm>
  );
}
