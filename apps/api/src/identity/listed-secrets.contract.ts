import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountStream, credentialStream, sessionList, sessionStream, UPCASTERS } from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { EventStore, readState } from '@app/event-store';
import { newSecret, sha256 } from '../ground/secrets.js';
import { LogChanges } from '../stores/log-changes.js';
import { Accounts } from './accounts.js';
import { Credentials } from './credentials.js';
import { ListedSecrets } from './listed-secrets.js';
import { type PasswordTurn, PasswordTurns } from './password-turns.js';
import { Sessions } from './sessions.js';

const DAY_MS = 86_400_000;

let dir: string;
let node: EmbeddedNode;
let store: EventStore;
let accounts: Accounts;
let sessions: Sessions;
let listed: ListedSecrets;
let changes: LogChanges;
let now = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-secrets-'));
  node = await startNode({ dir });
  store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  changes = new LogChanges(store, { info: () => undefined, warn: () => undefined });
  const credentials = new Credentials(store, changes);
  accounts = new Accounts(store, changes, new PasswordTurns());
  listed = new ListedSecrets(accounts, credentials, store);
  sessions = new Sessions(accounts, credentials, listed, () => now);
});
afterAll(async () => {
  await store.close();
  await node.close();
  await rm(dir, { recursive: true, force: true });
});

let people = 0;
async function person(): Promise<string> {
  const email = `person-${++people}@example.org`;
  return (await accounts.open({ email, timeZone: 'UTC', plan: 'premium', openedBy: 'administrator' }, now)).id;
}

const listOf = async (userId: string) =>
  sessionList.secretsOf((await readState(store, sessionStream(userId), sessionList)).state);

async function typesIn(stream: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of store.read(stream)) types.push(type);
  return types;
}

/** A browser that had no session before. */
const BROWSER = { shownSecret: undefined, words: 'Firefox on Linux' };
async function begin(userId: string) {
  const { signedOutAt } = await accounts.accountOf(userId);
  return sessions.begin(userId, { ...BROWSER, signedOutAt });
}

const isOpen = async (secret: string) => (await sessions.sessionOf(secret)) !== undefined;

describe('the sessions of a user', () => {
  it('are on the list of the user from before they open the account until they have ended', async () => {
    const userId = await person();
    const { secret } = await begin(userId);
    const other = await begin(userId);
    expect(await isOpen(secret)).toBe(true);
    expect(await listOf(userId)).toEqual([sha256(secret), sha256(other.secret)]);
    await sessions.end(secret);
    expect(await isOpen(secret)).toBe(false);
    expect(await listOf(userId)).toEqual([sha256(other.secret)]);
    expect(await typesIn(credentialStream(sha256(secret)))).toEqual([]);
  });

  it('do not begin with a password that was replaced while it was looked at', async () => {
    const userId = await person();
    const { signedOutAt } = await accounts.accountOf(userId);
    now += 1;
    await accounts.setPassword(userId, 'a long new password', () => now);
    now += 1;
    const late = sessions.begin(userId, { ...BROWSER, signedOutAt });
    await expect(late).rejects.toMatchObject({ code: 'wrong_password' });
    expect(await listOf(userId)).toEqual([]);
  });

  it('end with a new password of the same millisecond; the next one stays', async () => {
    const userId = await person();
    const old = await begin(userId);
    await accounts.setPassword(userId, 'a long new password', () => now);
    const next = await begin(userId);
    expect([await isOpen(old.secret), await isOpen(next.secret)]).toEqual([false, true]);
    await accounts.signOutEverywhere(userId, now);
    const last = await begin(userId);
    expect([await isOpen(next.secret), await isOpen(last.secret)]).toEqual([false, true]);
  });

  it('that begin while a new password is hashed end with the old one', async () => {
    const userId = await person();
    const turns = new PasswordTurns();
    let during = '';
    const slow = new (class extends PasswordTurns {
      override async run<T>(turn: PasswordTurn, work: () => Promise<T>): Promise<T> {
        const hashed = await turns.run(turn, work);
        now += 50;
        during = (await begin(userId)).secret;
        now += 50;
        return hashed;
      }
    })();
    await new Accounts(store, changes, slow).setPassword(userId, 'a long new password', () => now);
    const read = new Accounts(store, changes, turns);
    expect(during).not.toBe('');
    expect((await read.accountOf(userId)).signedOutAt).toBe(now + 1);
  });

  it('leave the log at the next sign-in when they are too old, or when the user signed out everywhere', async () => {
    const userId = await person();
    const old = await begin(userId);
    now += 30 * DAY_MS;
    const next = await begin(userId);
    expect(await listOf(userId)).toEqual([sha256(next.secret)]);
    now += 1;
    await accounts.change(userId, { type: 'SignOutEverywhere', data: {} }, now);
    const newest = await begin(userId);
    expect(await listOf(userId)).toEqual([sha256(newest.secret)]);
    for (const { secret } of [old, next]) expect(await typesIn(credentialStream(sha256(secret)))).toEqual([]);
  });

  it('all begin when a user signs in many times at once', async () => {
    const userId = await person();
    const begun = await Promise.all(Array.from({ length: 8 }, () => begin(userId)));
    for (const { secret } of begun) expect(await isOpen(secret)).toBe(true);
    expect((await listOf(userId)).length).toBe(8);
  });

  it('keep their stream short: a long list is stated again, and what came before is hidden', async () => {
    const userId = await person();
    const past = Array.from({ length: 420 }, (_, n) => ({ type: 'SessionEnded', data: { secretHash: `past-${n}` } }));
    const metadata = { now, principalId: userId };
    const events = past.map((event) => ({ event, metadata }));
    await store.append(sessionStream(userId), events, 'no_stream');
    const first = await begin(userId);
    const { secret } = await begin(userId);
    expect(await listOf(userId)).toEqual([sha256(first.secret), sha256(secret)]);
    expect((await typesIn(sessionStream(userId))).length).toBeLessThan(5);
    for (const one of [first.secret, secret]) expect(await isOpen(one)).toBe(true);
  });
});

describe('a secret', () => {
  const about = (userId: string) => {
    const secret = newSecret();
    const times = { startedAt: now, expiresAt: now + DAY_MS };
    const data = { kind: 'session', userId, credentialId: newSecret(), ...times } as const;
    const session = { sessionId: data.credentialId, secretHash: sha256(secret), ...times };
    const metadata = { now, principalId: userId };
    const listing = { type: 'ListSession', data: { session, signedOutAt: 0 }, metadata } as const;
    return { secret, data, listing };
  };

  it('is not issued for an account that was closed a moment before: its eraser may have read the list', async () => {
    const userId = await person();
    const one = about(userId);
    await accounts.close(userId, now);
    await expect(listed.issue(sessionStream(userId), sessionList, one)).rejects.toMatchObject({
      code: 'unknown_account',
    });
    expect(await typesIn(credentialStream(sha256(one.secret)))).toEqual([]);
  });

  it('is not issued when the eraser has removed its stream, or the list', async () => {
    const userId = await person();
    const one = about(userId);
    await store.removeForEver(credentialStream(sha256(one.secret)));
    await expect(listed.issue(sessionStream(userId), sessionList, one)).rejects.toMatchObject({
      code: 'credential_exists',
    });
    await store.removeForEver(sessionStream(userId));
    await expect(listed.issue(sessionStream(userId), sessionList, about(userId))).rejects.toMatchObject({
      code: 'unknown_account',
    });
  });

  it('of an account that this version opened is listed: the account says so', async () => {
    for await (const { data } of store.read(accountStream(await person()))) {
      expect(data).toMatchObject({ listsCredentials: true });
    }
  });
});
