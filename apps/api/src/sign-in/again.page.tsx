import { Field, Form, Outcome, Page, type PageUser } from '../pages/page.js';

/** How a user can show again who they are. */
export interface AgainWays {
  readonly hasPassword: boolean;
  /** Whether a code of the second step must come beside the password. */
  readonly asksForCode: boolean;
  /** Whether the company's provider can sign the user in. */
  readonly byCompany: boolean;
}

interface AgainProps extends AgainWays {
  readonly user: PageUser;
  /** The page to which the user goes on. */
  readonly returnTo: string;
}

/** Asks for the password of the user, and for a code of the second step. Leads on to a page. */
export const AgainForm = ({ user, returnTo, hasPassword, asksForCode, byCompany }: AgainProps) => (
  <>
    {hasPassword && (
      <Form action="/sign-in/again" csrf={user.csrf}>
        <input type="hidden" name="return_to" value={returnTo} />
        {/* Password stores find the password by the address beside it. */}
        <input type="hidden" name="email" value={user.email} autocomplete="username" />
        <Field name="password" label="Your password" type="password" autocomplete="current-password" required />
        {asksForCode && <Field name="code" label="Code of your second step" autocomplete="one-time-code" required />}
        <button>Go on</button>
      </Form>
    )}
    {byCompany && (
      <p>
        <a href={`/sign-in/company?${new URLSearchParams({ return_to: returnTo }).toString()}`}>
          Sign in again through your company
        </a>
      </p>
    )}
    {!hasPassword && !byCompany && <p>Your account has no password. Ask your administrator for one.</p>}
  </>
);

/** The page that asks for the password again. */
export const AgainPage = ({ error, ...props }: AgainProps & { error?: string | undefined }) => (
  <Page title="Is it you?" user={props.user}>
    <section>
      <p>What you asked for needs a sign-in of the last ten minutes. Then do it once more.</p>
      <Outcome error={error} />
      <AgainForm {...props} />
    </section>
  </Page>
);
