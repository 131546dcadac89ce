import { DEFAULT_KEY_KIND, isExpired, KEY_KINDS, type KeyKind, type ListedKey } from '@app/domain';
import { Choice, Field, Form, Outcome, Page, type PageUser, Select } from '../pages/page.js';
import { AgainForm, type AgainWays } from '../sign-in/again.page.js';
import type { ShownKind } from './keys.dto.js';
import { shownKindOf } from './shown-key.js';

/** What a person typed into the form, as it came. */
export interface TypedKey {
  readonly name: string;
  readonly kind: string;
  /** How many days the key works. Empty: until it is revoked. */
  readonly days: string;
}

export interface KeysProps {
  readonly user: PageUser;
  readonly keys: readonly ListedKey[];
  /** Epoch ms. */
  readonly now: number;
  /** How the user can sign in again, when the sign-in is not fresh. Then the page makes no key. */
  readonly again?: AgainWays | undefined;
  /** The key that was just made. No page shows it again. */
  readonly made?: { readonly name: string; readonly key: string; readonly kind: KeyKind } | undefined;
  /** What was typed when the form was refused. */
  readonly typed?: TypedKey | undefined;
  readonly error?: string | undefined;
}

/** What a key of each kind may do, in a few words. */
const KIND_NAMES: Readonly<Record<ShownKind, string>> = {
  read: 'reads',
  read_post: 'reads and posts',
  agent: 'for an agent',
  full: 'does everything',
  unlimited: 'does everything, from before keys had kinds',
};

/** The choice in the form, and what it means. */
const KIND_WORDS: Readonly<Record<KeyKind, readonly [name: string, meaning: string]>> = {
  read: ['Read', 'Reports and feeds. Others may see it: it opens nothing else. Reports name sites and documents.'],
  read_post: ['Read and post', 'Also posts highlights, offline time and focus sessions, as clients of the API do.'],
  agent: ['Agent', 'For the program on a computer that records time. It reads only the sums of today.'],
  full: ['Full', 'All that you may do here, also erasing. Programs send it in the Authorization header only.'],
};

const LIFETIMES: readonly (readonly [days: string, words: string])[] = [
  ['', 'Until you revoke it'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'A year'],
];

export const KeysPage = ({ user, keys, now, again, made, typed, error }: KeysProps) => (
  <Page title="API keys" user={user}>
    {made && <MadeKey {...made} />}
    <section aria-labelledby="keys">
      <h2 id="keys">Your keys</h2>
      {keys.length === 0 ? <p>You have no keys.</p> : <KeyTable {...{ user, keys, now }} />}
      {keys.some(({ keyKind }) => keyKind === undefined) && (
        <p class="quiet">
          A key from before keys had kinds keeps doing everything. Make one of the right kind for each program, then
          revoke it.
        </p>
      )}
    </section>
    <section aria-labelledby="new">
      <h2 id="new">Make a key</h2>
      <Outcome error={error} />
      {again ? (
        <>
          <p>You signed in more than ten minutes ago. To make a key, show that it is you.</p>
          <AgainForm user={user} returnTo="/account/keys" {...again} />
        </>
      ) : (
        <NewKeyForm user={user} typed={typed} />
      )}
    </section>
  </Page>
);

const MadeKey = ({ name, key, kind }: NonNullable<KeysProps['made']>) => (
  <section aria-labelledby="made">
    <h2 id="made">{`Your new key: ${name}`}</h2>
    <p class="notice" role="status">
      <code>{key}</code>
    </p>
    <p>Copy it now: it is kept only as a hash, and cannot be shown again.</p>
    {kind === 'full' && (
      <p>
        Programs send it as <code>Authorization: Bearer KEY</code>. In an address or a form it does not work.
      </p>
    )}
  </section>
);

const NewKeyForm = ({ user, typed }: Pick<KeysProps, 'user' | 'typed'>) => (
  <Form action="/account/keys" csrf={user.csrf}>
    <Field name="name" label="Name" value={typed?.name} hint="What you will know it by, as in laptop." required />
    <fieldset>
      <legend>What may it do?</legend>
      {KEY_KINDS.map((kind) => (
        <Choice key={kind} name="kind" value={kind} isChosen={kind === (typed?.kind ?? DEFAULT_KEY_KIND)}>
          <strong>{KIND_WORDS[kind][0]}</strong> <span class="quiet">{KIND_WORDS[kind][1]}</span>
        </Choice>
      ))}
    </fieldset>
    <Select name="days" label="How long does it work?" options={LIFETIMES} value={typed?.days ?? ''} />
    <button>Make a key</button>
  </Form>
);

const KeyTable = ({ user, keys, now }: Pick<KeysProps, 'user' | 'keys' | 'now'>) => (
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
      {keys.map((key) => (
        <tr key={key.keyId}>
          <th scope="row">
            {key.name}
            <br />
            <small>{[KIND_NAMES[shownKindOf(key)], ...expiryWords(key, now)].join(', ')}</small>
          </th>
          <td>{key.lastUsedOn ?? 'never'}</td>
          <td>
            <Form action={`/account/keys/${key.keyId}/revoke`} csrf={user.csrf}>
              <button class="plain" aria-label={`Revoke ${key.name}`}>
                Revoke
              </button>
            </Form>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Until when a key works, in UTC as the day of its last use. Nothing for a key without an end. */
function expiryWords(key: ListedKey, now: number): string[] {
  if (key.expiresAt === undefined) return [];
  const end = new Date(key.expiresAt).toISOString();
  return [isExpired(key, now) ? `expired on ${end.slice(0, 10)}` : `until ${end.slice(0, 16).replace('T', ' ')} UTC`];
}
