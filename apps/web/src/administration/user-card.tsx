import { answerOf, type components } from '@app/client';
import { useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { isolated } from '../format/isolated.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { CopyText } from '../parts/copy-text.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { DeleteUser } from './delete-user.js';
import { TEXTS } from './texts.js';
import { AddressForm, PlanForm } from './user-forms.js';

export type User = components['schemas']['UserDto'];

/** One account: what the administrator may know and set. It shows nothing of the user's time. */
export function UserCard({ id }: { id: string }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const params = { path: { id } };
  const answer = useAnswer({ key: ['user', id], ask: () => answerOf(client.GET('/api/v1/users/{id}', { params })) });
  const { data: user, error } = answer;
  return (
    <>
      <h1>{user ? <bdi>{user.email}</bdi> : text('user')}</h1>
      <p>
        <a href={at('/administration')}>{text('users.back')}</a>
      </p>
      <AnswerState {...answer} />
      {user && !error && (
        <>
          <Card title={text('user')}>
            <p>
              {user.timeZone} · {text('user.keys', { count: user.keys })} ·{' '}
              {text(user.hasPassword ? 'user.password' : 'user.noPassword')}
            </p>
            <PlanForm key={user.plan} user={user} />
            <AddressForm key={user.email} user={user} />
            {!user.isEmailVerified && <Vouch user={user} />}
          </Card>
          <Access user={user} />
          <DeleteUser user={user} />
        </>
      )}
    </>
  );
}

/** The administrator says that the address is the owner's. */
function Vouch({ user: { id, email } }: { user: User }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const [isAsked, setAsked] = useState(false);
  const asked = { params: { path: { id } }, body: { isEmailVerified: true } } as const;
  return (
    <p class="after">
      {text('user.unverified')}{' '}
      <button type="button" onClick={() => setAsked(true)}>
        {text('vouch')}
      </button>
      {isAsked && (
        <Confirm
          title={text('vouch.title', { name: isolated(email) })}
          act={text('vouch.it')}
          changes={['users', 'user']}
          work={() => client.PUT('/api/v1/users/{id}', asked)}
          close={() => setAsked(false)}
        >
          <span>{text('vouch.words')}</span>
        </Confirm>
      )}
    </p>
  );
}

/** Ways back in for a user who lost the password or the second step. */
function Access({ user: { id, email } }: { user: User }) {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, isBusy, run } = useChange();
  const [link, setLink] = useState<components['schemas']['ResetLinkDto']>();
  const [isAsked, setAsked] = useState(false);
  const params = { path: { id } };
  const make = () => run(async () => setLink(await answerOf(client.POST('/api/v1/users/{id}/reset-link', { params }))));
  const until = (moment: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(moment));
  return (
    <Card title={text('access')}>
      <p>{text('access.words')}</p>
      <div class="choices">
        <button type="button" disabled={isBusy} onClick={() => void make()}>
          {text('access.link')}
        </button>
        <button type="button" onClick={() => setAsked(true)}>
          {text('factor')}
        </button>
      </div>
      <ChangeProblem error={error} />
      <div role="status">
        {link && (
          <>
            <p>{text('access.once', { moment: until(link.expiresAt) })}</p>
            <CopyText value={link.url} label={text('access.link')} />
          </>
        )}
      </div>
      {isAsked && (
        <Confirm
          title={text('factor.title', { name: isolated(email) })}
          act={text('factor.it')}
          changes={['user']}
          work={() => client.DELETE('/api/v1/users/{id}/second-factor', { params })}
          close={() => setAsked(false)}
        >
          <p>{text('factor.words')}</p>
        </Confirm>
      )}
    </Card>
  );
}
