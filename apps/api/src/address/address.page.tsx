import { Field, Form, Outcome, Page, type PageUser } from '../pages/page.js';

interface AddressProps {
  readonly user: PageUser;
  readonly isVerified: boolean;
  readonly hasPassword: boolean;
  /** Whether the server sends mails. */
  readonly byMail: boolean;
  readonly error?: string | undefined;
  readonly notice?: string | undefined;
}

export const AddressPage = ({ user, isVerified, hasPassword, byMail, error, notice }: AddressProps) => (
  <Page title="E-mail address" user={user}>
    <section>
      <Outcome error={error} notice={notice} />
      <p>
        <strong>{user.email}</strong> {isVerified ? 'is confirmed as yours.' : 'is not confirmed as yours yet.'}
      </p>
      {!isVerified && <Verify user={user} byMail={byMail} />}
    </section>
    <section aria-labelledby="other">
      <h2 id="other">Another address</h2>
      {byMail && hasPassword && <OtherAddress user={user} />}
      {byMail && !hasPassword && <p>Your company’s sign-in decides about your address. Set a password to change it.</p>}
      {!byMail && <p>This server sends no mails. Its administrator can change your address.</p>}
    </section>
  </Page>
);

const Verify = ({ user, byMail }: Pick<AddressProps, 'user' | 'byMail'>) =>
  byMail ? (
    <Form action="/account/address/send" csrf={user.csrf}>
      <button>Send a mail to confirm it</button>
    </Form>
  ) : (
    <p>This server sends no mails. Its administrator can confirm your address.</p>
  );

const OtherAddress = ({ user }: Pick<AddressProps, 'user'>) => (
  <Form action="/account/address" csrf={user.csrf}>
    <Field name="email" label="New e-mail address" type="email" autocomplete="email" required />
    <Field
      name="password"
      label="Password"
      type="password"
      autocomplete="current-password"
      hint="The new address gets a link, and the old one a note. The change counts when you follow the link."
      required
    />
    <button>Change the address</button>
  </Form>
);

interface ConfirmAddressProps {
  readonly user: PageUser;
  readonly email: string;
  readonly link: string;
  readonly purpose: 'verify' | 'move';
}

export const ConfirmAddressPage = ({ user, email, link, purpose }: ConfirmAddressProps) => (
  <Page title={purpose === 'move' ? 'Your new address' : 'Confirm your address'} user={user}>
    <section>
      <p>
        {purpose === 'move' ? 'Your account will have the address ' : 'Confirm that this address is yours: '}
        <strong>{email}</strong>.
      </p>
      <Form action={`/account/address/${purpose}`} csrf={user.csrf}>
        <input type="hidden" name="link" value={link} />
        <button>{purpose === 'move' ? 'Use this address' : 'This address is mine'}</button>
      </Form>
    </section>
  </Page>
);
