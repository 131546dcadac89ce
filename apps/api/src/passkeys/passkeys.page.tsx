import type { Passkey } from '@app/domain';
import type { RelyingParty } from '../front/relying-party.js';
import { Field, Form, Outcome, Page, type PageUser } from '../pages/page.js';
import { PasskeyForm, PasskeysElsewhere } from '../pages/passkey-form.js';

interface PasskeysProps {
  readonly user: PageUser;
  readonly passkeys: readonly Passkey[];
  readonly party: RelyingParty;
  readonly suggestedName: string;
  readonly error?: string | undefined;
  readonly notice?: string | undefined;
}

/** The passkeys of a user, and the form that adds one. */
export const PasskeysPage = ({ user, passkeys, party, suggestedName, error, notice }: PasskeysProps) => (
  <Page title="Passkeys" user={user}>
    <Outcome error={error} notice={notice} />
    <p>
      A passkey signs you in with the fingerprint, face or PIN of your device. It stands for your password and for a
      code.
    </p>
    {passkeys.length === 0 && <p>You have no passkeys.</p>}
    {passkeys.map((passkey) => (
      <PasskeyCard key={passkey.passkeyId} user={user} passkey={passkey} />
    ))}
    <section aria-labelledby="add">
      <h2 id="add">Add a passkey</h2>
      {party.state === 'here' ? (
        <PasskeyForm action="/account/passkeys" does="create" csrf={user.csrf} button="Add a passkey">
          <Field name="name" label="Name" value={suggestedName} hint="What you will know it by." required />
        </PasskeyForm>
      ) : (
        <PasskeysElsewhere party={party} path="/account/passkeys" />
      )}
    </section>
  </Page>
);

const PasskeyCard = ({ user, passkey }: { user: PageUser; passkey: Passkey }) => {
  const { passkeyId, name, addedAt, lastUsedOn, isBlocked } = passkey;
  const id = `passkey-${passkeyId}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {isBlocked && (
        <p class="error">
          This passkey counted back, so another device may have a copy. It signs in no more. Remove it, and add a new
          one.
        </p>
      )}
      <p>{`Added on ${dayOf(addedAt)}. ${lastUsedOn === undefined ? 'Not used yet.' : `Last used on ${dayOf(Date.parse(lastUsedOn))}.`}`}</p>
      <p>
        <a href={`/account/passkeys/${passkeyId}`} aria-describedby={id}>
          Rename
        </a>
      </p>
      <Form action={`/account/passkeys/${passkeyId}/remove`} csrf={user.csrf}>
        <button class="quiet" aria-describedby={id}>
          Remove
        </button>
      </Form>
    </section>
  );
};

/** The form that gives a passkey another name. */
export const RenamePage = ({ user, passkey }: { user: PageUser; passkey: Passkey }) => (
  <Page title="Rename a passkey" user={user}>
    <section>
      <Form action={`/account/passkeys/${passkey.passkeyId}/name`} csrf={user.csrf}>
        <Field name="name" label="Name" value={passkey.name} required />
        <button>Save</button>
      </Form>
    </section>
    <p>
      <a href="/account/passkeys">Back to your passkeys</a>
    </p>
  </Page>
);

const dayOf = (moment: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(moment);
