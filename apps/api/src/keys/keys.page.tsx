import type { ListedKey } from '@app/domain';
import { Field, Form, Outcome, Page, type PageUser } from '../pages/page.js';

export interface KeysProps {
  readonly user: PageUser;
  readonly keys: readonly ListedKey[];
  /** The key that was just made. No page shows it again. */
  readonly made?: { readonly name: string; readonly key: string } | undefined;
  readonly error?: string | undefined;
}

export const KeysPage = ({ user, keys, made, error }: KeysProps) => (
  <Page title="API keys" user={user}>
    {made && (
      <section aria-labelledby="made">
        <h2 id="made">{`Your new key: ${made.name}`}</h2>
        <p class="notice" role="status">
          <code>{made.key}</code>
        </p>
        <p>Copy it now: it is kept only as a hash, and cannot be shown again.</p>
      </section>
    )}
    <section aria-labelledby="keys">
      <h2 id="keys">Your keys</h2>
      {keys.length === 0 ? <p>You have no keys.</p> : <KeyTable user={user} keys={keys} />}
    </section>
    <section aria-labelledby="new">
      <h2 id="new">Make a key</h2>
      <p>A key opens everything that is yours: your time, and posting in your name.</p>
      <Outcome error={error} />
      <Form action="/account/keys" csrf={user.csrf}>
        <Field name="name" label="Name" hint="What you will know it by, as in laptop." required />
        <button>Make a key</button>
      </Form>
    </section>
  </Page>
);

const KeyTable = ({ user, keys }: Pick<KeysProps, 'user' | 'keys'>) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Last used</th>
        <th scope="col">
          <span class="quiet">Revoke</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {keys.map(({ keyId, name, lastUsedOn }) => (
        <tr key={keyId}>
          <th scope="row">{name}</th>
          <td>{lastUsedOn ?? 'never'}</td>
          <td>
            <Form action={`/account/keys/${keyId}/revoke`} csrf={user.csrf}>
              <button class="plain" aria-label={`Revoke ${name}`}>
                Revoke
              </button>
            </Form>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
