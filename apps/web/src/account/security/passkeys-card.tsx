import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { Confirm } from '../../forms/confirm.js';
import { isolated } from '../../format/isolated.js';
import { pathOf } from '../../server/address.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { shortDay, shortMoment } from '../../format/moments.js';
import { knowsPasskeys } from './make-passkey.js';
import { AddPasskey, RenamePasskey } from './passkey-forms.js';
import { TEXTS } from './texts.js';

type Passkey = components['schemas']['ListedPasskeyDto'];
type Passkeys = components['schemas']['PasskeyListDto'];

/** What is asked about a passkey, or about a new one. */
type Asked = { readonly about: 'rename' | 'remove'; readonly passkey: Passkey } | { readonly about: 'add' };

/** The passkeys of the account: each is named and removed by itself. */
export function PasskeysCard() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['passkeys'],
    ask: () => answerOf(client.GET('/api/v1/account/passkeys')),
  });
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  return (
    <Card title={text('passkeys.title')}>
      <p>{text('passkeys.words')}</p>
      <AnswerState {...{ data, error, refetch }} />
      {data?.passkeys.length === 0 && <p class="quiet">{text('passkeys.none')}</p>}
      <ul class="entries">
        {data?.passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} ask={(about) => setAsked({ about, passkey })} />
        ))}
      </ul>
      {data && <Add passkeys={data} ask={() => setAsked({ about: 'add' })} />}
      {asked?.about === 'add' && data && <AddPasskey suggestedName={data.suggestedName} close={close} />}
      {asked?.about === 'rename' && <RenamePasskey passkey={asked.passkey} close={close} />}
      {asked?.about === 'remove' && <Remove passkey={asked.passkey} close={close} />}
    </Card>
  );
}

interface PasskeyRowProps {
  readonly passkey: Passkey;
  readonly ask: (about: 'rename' | 'remove') => void;
}

function PasskeyRow({ passkey: { name, addedAt, lastUsedOn, isBlocked }, ask }: PasskeyRowProps) {
  const { text, locale } = useTexts(TEXTS);
  const { timeZone } = useServer();
  const used =
    lastUsedOn === null ? text('passkeys.unused') : text('security.used', { day: shortDay(locale, lastUsedOn) });
  return (
    <li>
      <div class="what">
        <bdi>{name}</bdi>
        <p class="quiet">
          {text('passkeys.added', { moment: shortMoment(locale, addedAt, timeZone) })} · {used}
        </p>
        {isBlocked && <p class="bad">{text('passkeys.blocked')}</p>}
      </div>
      <button type="button" aria-label={text('passkeys.renameNamed', { name })} onClick={() => ask('rename')}>
        {text('passkeys.rename')}
      </button>
      <button type="button" aria-label={text('passkeys.removeNamed', { name })} onClick={() => ask('remove')}>
        {text('passkeys.remove')}
      </button>
    </li>
  );
}

/** The button that adds a passkey, or why there is none. */
function Add({ passkeys: { work, address }, ask }: { passkeys: Passkeys; ask: () => void }) {
  const { text } = useTexts(TEXTS);
  if (work === 'nowhere') return <p class="quiet">{text('passkeys.nowhere')}</p>;
  if (work === 'elsewhere' && address !== null)
    return (
      <p class="quiet">
        {text('passkeys.elsewhere')}{' '}
        <a target="_self" href={`${address}${pathOf(location.pathname)}`}>
          {address}
        </a>
      </p>
    );
  if (!knowsPasskeys()) return <p class="quiet">{text('passkeys.unknown')}</p>;
  return (
    <div class="choices">
      <button type="button" onClick={ask}>
        {text('passkeys.add')}
      </button>
    </div>
  );
}

function Remove({ passkey: { id, name }, close }: { passkey: Passkey; close: () => void }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  return (
    <Confirm
      title={text('passkeys.removeTitle', { name: isolated(name) })}
      act={text('passkeys.removeIt')}
      changes={['passkeys']}
      work={() => client.DELETE('/api/v1/account/passkeys/{id}', { params: { path: { id } } })}
      close={close}
    >
      <p>{text('passkeys.removeWords')}</p>
    </Confirm>
  );
}
