import { answerOf } from '@app/client';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { TextField } from '../parts/field.js';
import { useTitle } from '../parts/use-title.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';
import { UserCard } from './user-card.js';

/** All accounts, a hundred on a page, found by a part of the address. `?user=ID` opens one. */
export function UsersPage() {
  const { text } = useTexts(TEXTS);
  const { user } = useLocation().query;
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<{ email: string; after?: string }>({ email: '' });
  useTitle(text('users'));
  if (user !== undefined) return <UserCard key={user} id={user} />;
  return (
    <>
      <h1>{text('users')}</h1>
      <Card title={text('users.all')}>
        <form
          class="find"
          onSubmit={(event) => {
            event.preventDefault();
            setAsked({ email: typed.trim() });
          }}
        >
          <TextField
            label={text('users.find')}
            type="search"
            autocomplete="off"
            maxLength={254}
            value={typed}
            change={setTyped}
          />
          <button type="submit">{text('users.search')}</button>
        </form>
        <FoundUsers asked={asked} goOn={(after) => setAsked({ email: asked.email, ...(after && { after }) })} />
      </Card>
    </>
  );
}

interface FoundUsersProps {
  readonly asked: { readonly email: string; readonly after?: string };
  /** Shows the page behind an account; without one the first page. */
  readonly goOn: (after?: string) => void;
}

function FoundUsers({ asked, goOn }: FoundUsersProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { email, after } = asked;
  const query = { ...(email !== '' && { email }), ...(after !== undefined && { after }) };
  const answer = useAnswer({
    key: ['users', email, after ?? ''],
    ask: () => answerOf(client.GET('/api/v1/users', { params: { query } })),
  });
  const { data } = answer;
  return (
    <>
      <AnswerState {...answer} />
      {data?.users.length === 0 && <p>{text(email === '' ? 'users.none' : 'users.noneFound')}</p>}
      <ul class="entries">
        {data?.users.map((user) => (
          <li key={user.id}>
            <div class="what">
              <a href={at(`/administration?user=${user.id}`)}>
                <bdi>{user.email}</bdi>
              </a>
              <p class="quiet">
                {text(`plan.${user.plan}`)} · {user.timeZone} · {text('user.keys', { count: user.keys })}
                {!user.isEmailVerified && ` · ${text('user.unverified')}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <div class="choices">
        {after !== undefined && (
          <button type="button" onClick={() => goOn()}>
            {text('users.first')}
          </button>
        )}
        {data?.next !== undefined && (
          <button type="button" onClick={() => goOn(data.next)}>
            {text('users.more')}
          </button>
        )}
      </div>
    </>
  );
}
