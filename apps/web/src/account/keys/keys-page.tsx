import { answerOf, type components } from '@app/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isolated } from '../../format/isolated.js';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { CopyText } from '../../parts/copy-text.js';
import { Confirm } from '../../forms/confirm.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { KeyForm } from './key-form.js';
import { shortDay, shortMoment } from '../../format/moments.js';
import { TEXTS } from '../texts.js';

type Key = components['schemas']['ListedKeyDto'];
type MadeKey = components['schemas']['CreatedKeyDto'];

/** The API keys of the account. A new one is in the memory of this page only. */
export function KeysPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({ key: ['keys'], ask: () => answerOf(client.GET('/api/v1/keys')) });
  const [made, setMade] = useState<MadeKey>();
  const [asked, setAsked] = useState<Key>();
  return (
    <AccountPage title={text('keys.title')}>
      {made && <NewKey made={made} close={() => setMade(undefined)} />}
      <Card title={text('keys.yours')}>
        <AnswerState {...{ data, error, refetch }} />
        {data?.keys.length === 0 && <p>{text('keys.none')}</p>}
        <ul class="entries">
          {data?.keys.map((key) => (
            <KeyRow key={key.id} listed={key} revoke={() => setAsked(key)} />
          ))}
        </ul>
        {data?.keys.some(({ kind }) => kind === 'unlimited') && <p class="quiet">{text('keys.unlimitedHint')}</p>}
      </Card>
      <Card title={text('keys.make')}>
        <KeyForm made={setMade} />
      </Card>
      {asked && <Revoke listed={asked} close={() => setAsked(undefined)} />}
    </AccountPage>
  );
}

function KeyRow({ listed, revoke }: { listed: Key; revoke: () => void }) {
  const { text, locale } = useTexts(TEXTS);
  const { timeZone } = useServer();
  const { name, kind, expiresAt, lastUsedOn } = listed;
  const words = [text(`kind.${kind}`)];
  if (expiresAt !== null) {
    const moment = shortMoment(locale, expiresAt, timeZone);
    words.push(text(Date.parse(expiresAt) <= Date.now() ? 'keys.expired' : 'keys.until', { moment }));
  }
  words.push(lastUsedOn === null ? text('keys.unused') : text('keys.used', { day: shortDay(locale, lastUsedOn) }));
  return (
    <li>
      <div class="what">
        <bdi>{name}</bdi>
        <p class="quiet">{words.join(' · ')}</p>
      </div>
      <button type="button" aria-label={text('keys.revokeNamed', { name })} onClick={revoke}>
        {text('keys.revoke')}
      </button>
    </li>
  );
}

function Revoke({ listed: { id, name }, close }: { listed: Key; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  return (
    <Confirm
      title={text('keys.revokeTitle', { name: isolated(name) })}
      act={text('keys.revokeIt')}
      changes={['keys']}
      work={() => client.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })}
      close={close}
    >
      <p>{text('keys.revokeWords')}</p>
    </Confirm>
  );
}

/** Shows the secret of a new key until the page is left. */
function NewKey({ made, close }: { made: MadeKey; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [made]);
  return (
    <div ref={place} tabIndex={-1}>
      <Card title={text('keys.made', { name: isolated(made.name) })}>
        <CopyText value={made.key} label={text('keys.secret')} />
        <p>{text('keys.once')}</p>
        {made.kind === 'full' && <p class="quiet">{text('keys.fullHint')}</p>}
        <button type="button" onClick={close}>
          {text('keys.done')}
        </button>
      </Card>
    </div>
  );
}
