import { Field, Form, Outcome, Page } from '../pages/page.js';

interface ResetProps {
  readonly link: string;
  readonly email: string;
  readonly error?: string;
}

export const ResetPage = ({ link, email, error }: ResetProps) => (
  <Page title="New password">
    <section>
      <Outcome error={error} />
      <p>
        For the account of <strong>{email}</strong>. All browsers are signed out.
      </p>
      <Form action="/sign-in/reset">
        <input type="hidden" name="link" value={link} />
        <input type="hidden" name="username" value={email} autocomplete="username" />
        <Field
          name="password"
          label="New password"
          type="password"
          autocomplete="new-password"
          hint="At least 10 characters."
          required
        />
        <label class="check">
          <input type="checkbox" name="end_all" value="yes" /> Passkeys, API keys and connected applications stop
          working too
        </label>
        <p class="quiet">Choose this when another person may have been in the account.</p>
        <button>Set the password</button>
      </Form>
    </section>
  </Page>
);

export const LinkOverPage = ({ error }: { readonly error: string }) => (
  <Page title="That link does not work">
    <Outcome error={error} />
    <p>
      <a href="/sign-in/forgotten">Ask for a new link</a>
    </p>
  </Page>
);
