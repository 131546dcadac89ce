import type { SecondFactorOn } from '@app/domain';
import { Field, Form, Outcome, Page, type PageUser } from '../pages/page.js';
import { QrCode } from './qr-code.js';

export interface SecondFactorProps {
  readonly user: PageUser;
  readonly factor: SecondFactorOn | undefined;
  readonly hasPassword: boolean;
  readonly error?: string | undefined;
  readonly notice?: string | undefined;
}

const ADDRESS = '/account/second-factor';

/** Whether the second step is on, and the forms that turn it on and off. */
export const SecondFactorPage = ({ user, factor, hasPassword, error, notice }: SecondFactorProps) => (
  <Page title="Second step to sign in" user={user}>
    <Outcome error={error} notice={notice} />
    {factor ? (
      <FactorIsOn user={user} left={factor.recoveryHashes.length} />
    ) : (
      <FactorIsOff user={user} hasPassword={hasPassword} />
    )}
    <p class="quiet">
      API keys and connected applications work without the second step. Signing in through your company asks for the
      second step of your company only.
    </p>
  </Page>
);

const FactorIsOff = ({ user, hasPassword }: Pick<SecondFactorProps, 'user' | 'hasPassword'>) => (
  <section aria-labelledby="off">
    <h2 id="off">It is off</h2>
    <p>Your password alone signs you in. With the second step you also enter a code from an app on your phone.</p>
    {hasPassword ? (
      <Form action={`${ADDRESS}/secret`} csrf={user.csrf}>
        <Password />
        <button>Set it up</button>
      </Form>
    ) : (
      <p>
        Your account has no password. <a href="/account">Set a password</a> first.
      </p>
    )}
  </section>
);

const FactorIsOn = ({ user, left }: { user: PageUser; left: number }) => (
  <>
    <section aria-labelledby="on">
      <h2 id="on">It is on</h2>
      <p>{`After your password you enter a code from your authenticator app. ${recoveryCodesLeft(left)}`}</p>
    </section>
    <section aria-labelledby="new-codes">
      <h2 id="new-codes">New recovery codes</h2>
      <p>The old ones do not work any more then.</p>
      <Form action={`${ADDRESS}/recovery-codes`} csrf={user.csrf}>
        <Code id="code-for-new" hint="From your app, or a recovery code." />
        <button class="quiet">Make new recovery codes</button>
      </Form>
    </section>
    <section aria-labelledby="turn-off">
      <h2 id="turn-off">Turn it off</h2>
      <p>Your password alone signs you in then.</p>
      <Form action={`${ADDRESS}/off`} csrf={user.csrf}>
        <Password />
        <Code id="code-for-off" hint="From your app, or a recovery code." />
        <button class="quiet">Turn it off</button>
      </Form>
    </section>
  </>
);

const recoveryCodesLeft = (left: number): string => {
  if (left === 0) return 'You have no recovery codes left: make new ones.';
  return left === 1 ? 'You have one recovery code left: make new ones.' : `You have ${left} recovery codes left.`;
};

const Password = () => (
  <Field name="password" label="Your password" type="password" autocomplete="current-password" required />
);

const Code = ({ id, hint }: { id: string; hint: string }) => (
  <Field name="code" id={id} label="Code" autocomplete="one-time-code" hint={hint} required />
);

interface SecretProps {
  readonly user: PageUser;
  readonly secret: string;
  /** What the app reads from the QR code. */
  readonly uri: string;
  /** The secret as a signed field of the form. */
  readonly offer: string;
  readonly error?: string | undefined;
}

/** Shows a new secret. It counts when the user confirms it with a code. */
export const SecretPage = ({ user, secret, uri, offer, error }: SecretProps) => (
  <Page title="Set up the second step" user={user}>
    <section aria-labelledby="scan">
      <h2 id="scan">1. Add it to your app</h2>
      <p>Scan the picture with an authenticator app, or type the secret there.</p>
      <QrCode text={uri} label="The secret as a QR code" />
      <p>
        Secret: <code>{secret.replace(/.{4}(?!$)/g, '$& ')}</code>
      </p>
      <p class="quiet">The app needs: time-based, SHA-1, 6 digits, 30 seconds.</p>
    </section>
    <section aria-labelledby="confirm">
      <h2 id="confirm">2. Enter a code from the app</h2>
      <Outcome error={error} />
      <Form action={`${ADDRESS}/confirm`} csrf={user.csrf}>
        <input type="hidden" name="offer" value={offer} />
        <Code id="code" hint="Six digits. The second step is on when the code is right." />
        <button>Turn it on</button>
      </Form>
    </section>
  </Page>
);

/** Shows new recovery codes. No page shows them again. */
export const RecoveryCodesPage = ({ user, codes }: { user: PageUser; codes: readonly string[] }) => (
  <Page title="Your recovery codes" user={user}>
    <section aria-labelledby="codes">
      <p class="notice" role="status">
        The second step is on.
      </p>
      <h2 id="codes">Keep these codes</h2>
      <p>
        Each signs you in once, in place of a code from the app. Print them, or keep them in a password manager. They
        are kept here only as hashes, and cannot be shown again.
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <a href="/account/second-factor">Done</a>
      </p>
    </section>
    <p class="quiet">
      Other browsers stay signed in. <a href="/account/sessions">See where you are signed in</a>.
    </p>
  </Page>
);
