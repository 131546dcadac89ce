import { type OpenedAccount, type Profile, PROFILE_FIELDS } from '@app/domain';
import { Field, Form, Outcome, Page, type PageUser, Tick } from '../pages/page.js';

interface AccountProps {
  readonly user: PageUser;
  readonly account: OpenedAccount;
  /** How long time is kept, in sentences. */
  readonly keeping: string;
  readonly error?: string | undefined;
  readonly notice?: string | undefined;
}

const LABELS: Record<keyof Profile, string> = {
  city: 'City',
  state: 'State',
  country: 'Country',
  gender: 'Gender',
  dateOfBirth: 'Date of birth',
  industry: 'Industry',
  jobTitle: 'Job title',
  companySize: 'Company size',
  income: 'Income',
};

const HINTS: { readonly [Field in keyof Profile]?: string } = { dateOfBirth: 'Year, month and day: 1990-05-17.' };

/** Leads to the page of the user's teams. */
const TeamsLink = () => (
  <section aria-labelledby="teams">
    <h2 id="teams">Teams</h2>
    <p>
      What teams see of your time: <a href="/account/teams">see your teams, share less, or leave</a>.
    </p>
  </section>
);

/** Links to the pages of the other ways to sign in. */
const MoreWays = () => (
  <section aria-labelledby="ways">
    <h2 id="ways">More ways to sign in</h2>
    <p>
      <a href="/account/passkeys">Passkeys</a>: sign in with the fingerprint, face or PIN of your device.
    </p>
    <p>
      <a href="/account/second-factor">Second step</a>: enter a code from your phone after your password.
    </p>
  </section>
);

export const AccountPage = ({ user, account, keeping, error, notice }: AccountProps) => (
  <Page title="Your account" user={user}>
    <Outcome error={error} notice={notice} />
    <section aria-labelledby="place">
      <h2 id="place">Days and profile</h2>
      <Form action="/account" csrf={user.csrf}>
        <Field
          name="timeZone"
          label="Time zone"
          value={account.timeZone}
          hint="The zone of the days that are recorded from now on. Recorded days keep their zone."
          required
        />
        <p class="quiet">Nothing below is needed. What you leave empty is forgotten.</p>
        {PROFILE_FIELDS.map((field) => (
          <Field key={field} name={field} label={LABELS[field]} value={account.profile[field]} hint={HINTS[field]} />
        ))}
        <button>Save</button>
      </Form>
    </section>
    <section aria-labelledby="keeping">
      <h2 id="keeping">How long your time is kept</h2>
      <p>
        {keeping} <a href="/account/keeping">Change that</a>
      </p>
    </section>
    <section aria-labelledby="password">
      <h2 id="password">Password</h2>
      <Form action="/account/password" csrf={user.csrf}>
        <Field name="current" label="Current password" type="password" autocomplete="current-password" />
        <Field
          name="next"
          label="New password"
          type="password"
          autocomplete="new-password"
          hint="At least 10 characters. All other browsers are signed out."
          required
        />
        <p>Somebody else may know the old password? Then end this too:</p>
        <Tick name="revokeKeys">All API keys. Agents and programs stop until they get new ones.</Tick>
        <Tick name="revokeTokens">The access of all applications. They have to ask you again.</Tick>
        <Tick name="removePasskeys">All passkeys. One that another person added stops working too.</Tick>
        <button>Change the password</button>
      </Form>
    </section>
    <Address account={account} />
    <MoreWays />
    <TeamsLink />
    <section aria-labelledby="sessions">
      <h2 id="sessions">Sign out everywhere</h2>
      <p>Ends every session, this one too. API keys and connected applications stay.</p>
      <p>
        <a href="/account/sessions">See where you are signed in</a>, and end one session.
      </p>
      <Form action="/account/sign-out-everywhere" csrf={user.csrf}>
        <button class="quiet">Sign out everywhere</button>
      </Form>
    </section>
  </Page>
);

const Address = ({ account }: Pick<AccountProps, 'account'>) => (
  <section aria-labelledby="address">
    <h2 id="address">E-mail address</h2>
    <p>
      {account.isAddressVerified ? 'It is confirmed as yours.' : 'It is not confirmed as yours yet.'}{' '}
      <a href="/account/address">Confirm or change it</a>
    </p>
  </section>
);
