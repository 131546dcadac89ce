import { createHash } from 'node:crypto';
import { accountStream, credentialStream, teamStream } from '@app/domain';
import { startApp, type TestApp } from '../testing/start-app.js';
import { SignedIn } from '../testing/signed-in.js';

/** Events in streams of accounts, keys and teams that this version cannot read. */

const PASSWORD = 'correct horse battery';
const METADATA = { now: 0, principalId: 'tester' };
const UNKNOWN = { type: 'AccessFrozen', data: {} };

let app: TestApp;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const newUser = () => app.createUser(`key-${users++}@example.org`);

/** A user with a password, who has not signed in yet. */
async function newPerson() {
  const account = { email: `person-${users++}@example.org`, password: PASSWORD, timeZone: 'Europe/Berlin' };
  const { body } = await app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`).send(account);
  const browser = new SignedIn(app.http);
  return { ...(body as { id: string }), browser, signIn: () => browser.signIn(account.email, PASSWORD) };
}

/** Writes an event after the newest one of a stream. */
async function append(stream: string, event: { type: string; data: object }): Promise<void> {
  const { eventStore } = app.stores;
  let newest = 0n;
  for await (const { revision } of eventStore.read(stream)) newest = revision;
  await eventStore.append(stream, [{ event, metadata: METADATA }], newest);
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
const as = (key: string) => ['Authorization', `Bearer ${key}`] as const;

describe('an event of an unknown type', () => {
  it('in the stream of a key closes this key and no other, and the log names the event', async () => {
    const [user, other] = [await newUser(), await newUser()];
    const stream = credentialStream(hashOf(user.fullKey));
    await append(stream, UNKNOWN);
    await app.http
      .get('/api/v1/account')
      .set(...as(user.fullKey))
      .expect(500);
    await app.http
      .get('/api/v1/account')
      .set(...as(other.fullKey))
      .expect(200);
    expect(app.logged()).toContain(`Event 1 (AccessFrozen) of the stream ${stream} cannot be read.`);
  });

  it('in the stream of an account signs its user in no more, and other users as before', async () => {
    const [user, other] = [await newPerson(), await newPerson()];
    await append(accountStream(user.id), UNKNOWN);
    expect((await user.signIn()).status).toBe(500);
    expect(user.browser.shown).toBe('');
    expect((await other.signIn()).status).toBe(303);
  });
});

describe('an event with a field that no version writes', () => {
  it('signs out, when it may say that all sessions ended', async () => {
    const user = await newPerson();
    expect((await user.signIn()).status).toBe(303);
    await append(accountStream(user.id), { type: 'SignedOutEverywhere', data: { at: 'now' } });
    expect((await user.browser.get('/account')).status).toBe(500);
  });

  it('shows a team to no member, when it may say that they share less', async () => {
    const { fullKey: key } = await newUser();
    const made = app.http.post('/api/v1/teams').set(...as(key));
    const { id } = (await made.send({ name: 'Crew', sharing: 'levels' }).expect(201)).body as { id: string };
    await append(teamStream(id), { type: 'SharingChanged', data: { sharing: 'everything' } });
    await app.http
      .get(`/api/v1/teams/${id}`)
      .set(...as(key))
      .expect(500);
  });
});
