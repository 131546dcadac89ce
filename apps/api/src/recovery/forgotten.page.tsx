import { Field, Form, Outcome, Page } from '../pages/page.js';

interface ForgottenProps {
  /** Whether the server sends mails. */
  readonly byMail: boolean;
  readonly isSent?: boolean;
  readonly email?: string;
  readonly error?: string;
}

const SENT =
  'If this address has an account, a mail is on its way. It comes within minutes. Look among unwanted mails too.';

export const ForgottenPage = ({ byMail, isSent = false, email, error }: ForgottenProps) => (
  <Page title="Forgotten password">
    <section>
      <Outcome error={error} notice={byMail && isSent ? SENT : undefined} />
      {byMail ? (
        <Form action="/sign-in/forgotten">
          <Field
            name="email"
            label="E-mail address"
            type="email"
            value={email}
            autocomplete="username"
            hint="You get a link that sets a new password. It works once, for half an hour."
            required
          />
          <button>Send the link</button>
        </Form>
      ) : (
        <p>This server sends no mails. Ask its administrator for a link that sets a new password.</p>
      )}
    </section>
    <p>
      <a href="/sign-in">Back to signing in</a>
    </p>
  </Page>
);
