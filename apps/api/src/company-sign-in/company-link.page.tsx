import { Field, Form, Outcome, Page, type PageUser } from '../pages/page.js';

interface CompanyLinkProps {
  /** The address of the account. */
  readonly email: string;
  readonly error?: string;
}

const Ends = () => (
  <p class="quiet">
    All other browsers are signed out. All passkeys, API keys and connected applications of the account stop working.
  </p>
);

export const CompanyLinkPage = ({ email, error }: CompanyLinkProps) => (
  <Page title="Is this account yours?">
    <section>
      <Outcome error={error} />
      <p>
        There is an account for <strong>{email}</strong>, but nothing shows yet that it is yours. Enter its password
        once. From then on you sign in through your company.
      </p>
      <Ends />
      <Form action="/sign-in/company/link">
        <Field name="password" label="Password" type="password" autocomplete="current-password" required />
        <button>Connect the account</button>
      </Form>
    </section>
    <p>
      You did not make this account, or do not know its password? Do not guess. Ask your administrator for a link that
      sets a new one.
    </p>
  </Page>
);

export const CompanyConfirmPage = ({ user }: { readonly user: PageUser }) => (
  <Page title="Connect this account" user={user}>
    <section>
      <p>
        From now on you sign in to the account of <strong>{user.email}</strong> through your company.
      </p>
      <Ends />
      <Form action="/sign-in/company/confirm" csrf={user.csrf}>
        <button>Connect the account</button>
      </Form>
    </section>
  </Page>
);
