import './first-start.css';
import { TimeledgerError, type TimeledgerClient } from '@app/client';
import { useEffect, useState } from 'preact/hooks';
import { problemsOf, untold } from '../forms/field-problems.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { TextField, type TextFieldProps } from '../parts/field.js';
import { Problem } from '../parts/problem.js';
import { useTitle } from '../parts/use-title.js';
import { browserZone, ZoneField } from '../parts/zone-field.js';
import { at } from '../server/address.js';
import { strangerClient } from '../server/session.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** The secret behind `#` in the address. Browsers send it to no server by themselves. */
const shownLink = (): string => location.hash.slice(1);

const isOver = (error: unknown): boolean => error instanceof TimeledgerError && error.code === 'unknown_link';

/** The page for the first account of a server: `/set-up#secret`. */
export function SetUpPage() {
  const { text } = useTexts(TEXTS);
  const [client] = useState(strangerClient);
  const [link, setLink] = useState(shownLink);
  const [state, setState] = useState<'asking' | 'good' | 'over' | { readonly error: unknown }>('asking');
  const refused = (error: unknown) => setState(isOver(error) ? 'over' : { error });
  const ask = () => {
    setState('asking');
    client.POST('/api/v1/set-up/link', { body: { link } }).then(() => setState('good'), refused);
  };
  useTitle(text('setUp.title'));
  useEffect(ask, [link]);
  useEffect(() => {
    const follow = () => setLink(shownLink());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return (
    <main class="narrow">
      <p>
        <b>Timeledger</b>
      </p>
      {state === 'asking' && <p class="quiet">{text('loading')}</p>}
      {state === 'over' && <OverLink isEmpty={link === ''} />}
      {state === 'good' && <AccountForm client={client} link={link} over={() => setState('over')} />}
      {typeof state === 'object' && <Problem error={state.error} again={ask} />}
    </main>
  );
}

function OverLink({ isEmpty }: { isEmpty: boolean }) {
  const { text } = useTexts(TEXTS);
  return (
    <>
      <h1>{text(isEmpty ? 'setUp.title' : 'setUp.over')}</h1>
      <p>{text(isEmpty ? 'setUp.noLink' : 'setUp.overWhy')}</p>
      <p>
        <a href={at('/sign-in')}>{text('setUp.signIn')}</a>
      </p>
    </>
  );
}

function AccountForm({ client, link, over }: { client: TimeledgerClient; link: string; over: () => void }) {
  const { text } = useTexts(TEXTS);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [timeZone, setTimeZone] = useState(browserZone);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const refused = problemsOf(error);
  const problems = {
    email: refused.at({ invalid_email: text('setUp.noEmail') }),
    password: error instanceof TimeledgerError ? refused.at({ weak_password: error.message }) : undefined,
    zone: refused.at({ unknown_time_zone: text('setUp.noZone') }),
  };
  const make = async () => {
    if (isBusy) return;
    setBusy(true);
    try {
      await client.POST('/api/v1/set-up', { body: { link, email, password, timeZone } });
      location.replace(at('/welcome'));
    } catch (refusal) {
      setBusy(false);
      if (isOver(refusal)) over();
      else setError(refusal);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h1>{text('setUp.title')}</h1>
      <p>{text('setUp.why')}</p>
      <TextField
        label={text('setUp.email')}
        problem={problems.email}
        type="email"
        value={email}
        change={setEmail}
        autocomplete="username"
        required
      />
      <PasswordField value={password} change={setPassword} problem={problems.password} />
      <ZoneField label={text('setUp.zone')} problem={problems.zone} value={timeZone} change={setTimeZone} />
      <ChangeProblem error={untold(error, ...Object.values(problems))} />
      <button type="submit" class="primary" disabled={isBusy}>
        {text('setUp.make')}
      </button>
    </form>
  );
}

/** A new password. It is typed once, so a person may look at it. */
function PasswordField(field: Pick<TextFieldProps, 'value' | 'change' | 'problem'>) {
  const { text } = useTexts(TEXTS);
  const [isShown, setShown] = useState(false);
  return (
    <>
      <TextField
        {...field}
        label={text('setUp.password')}
        hint={text('setUp.passwordHint')}
        type={isShown ? 'text' : 'password'}
        autocomplete="new-password"
        required
      />
      <label class="tick">
        <input type="checkbox" checked={isShown} onInput={({ currentTarget }) => setShown(currentTarget.checked)} />
        {text('setUp.show')}
      </label>
    </>
  );
}
