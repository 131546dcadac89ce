import type { RelyingParty } from '../front/relying-party.js';
import { Field, Form, Outcome, Page } from '../pages/page.js';
import { PasskeyForm, PasskeysElsewhere } from '../pages/passkey-form.js';

interface SignInProps {
  readonly returnTo: string;
  readonly email?: string;
  readonly error?: string | undefined;
  readonly notice?: string | undefined;
  readonly canSignUp: boolean;
  readonly byCompany: boolean;
  readonly party: RelyingParty;
}

export const SignInPage = ({ returnTo, email, error, notice, canSignUp, byCompany, party }: SignInProps) => (
  <Page title="Sign in">
    <section>
      <Outcome error={error} notice={notice} />
      <Form action="/sign-in">
        <input type="hidden" name="return_to" value={returnTo} />
        <Field name="email" label="E-mail address" type="email" value={email} autocomplete="username" required />
        <Field name="password" label="Password" type="password" autocomplete="current-password" required />
        <button>Sign in</button>
      </Form>
      <p>
        <a href="/sign-in/forgotten">Forgot your password?</a>
      </p>
    </section>
    <PasskeyPart returnTo={returnTo} party={party} />
    {byCompany && (
      <p>
        <a href={`/sign-in/company?${new URLSearchParams({ return_to: returnTo }).toString()}`}>
          Sign in through your company
        </a>
      </p>
    )}
    {canSignUp && (
      <p>
        No account yet? <a href="/sign-up">Sign up</a>
      </p>
    )}
  </Page>
);

/** On a server where passkeys work nowhere, the page says nothing of them. */
const PasskeyPart = ({ returnTo, party }: Pick<SignInProps, 'returnTo' | 'party'>) =>
  party.state === 'nowhere' ? null : (
    <section aria-labelledby="passkey">
      <h2 id="passkey">With a passkey</h2>
      {party.state === 'here' ? (
        <PasskeyForm action="/sign-in/passkey" does="get" button="Sign in with a passkey">
          <input type="hidden" name="return_to" value={returnTo} />
        </PasskeyForm>
      ) : (
        <PasskeysElsewhere party={party} path="/sign-in" />
      )}
    </section>
  );

interface SignUpProps {
  readonly email?: string;
  readonly timeZone?: string;
  readonly error?: string;
}

export const SignUpPage = ({ email, timeZone, error }: SignUpProps) => (
  <Page title="Sign up">
    <section>
      <Outcome error={error} />
      <Form action="/sign-up">
        <Field name="email" label="E-mail address" type="email" value={email} autocomplete="username" required />
        <Field
          name="password"
          label="Password"
          type="password"
          autocomplete="new-password"
          hint="At least 10 characters."
          required
        />
        <Field
          name="time_zone"
          label="Time zone"
          value={timeZone}
          hint="The zone of your days, as in Europe/Berlin."
          required
        />
        <button>Sign up</button>
      </Form>
    </section>
    <p>
      <a href="/sign-in">Sign in instead</a>
    </p>
  </Page>
);
