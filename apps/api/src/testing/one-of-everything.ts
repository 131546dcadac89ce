import { randomUUID } from 'node:crypto';
import { type Asked, type PasskeyCommand, passkeyDecider, passkeyStream } from '@app/domain';
import { handleCommand } from '@app/event-store';
import { REDIRECT_URI } from './app-actors.js';
import { codeAt, recoveryCodesIn, turnOnSecondStep } from './second-step.js';
import { SignedIn } from './signed-in.js';
import type { TestApp } from './start-app.js';
import { until } from './until.js';

const PASSWORD = 'correct horse battery';
/** Long ago by any clock, so these days are over. */
const CLOSED = '2020-01-15';
const OTHER = '2020-01-16';
const DAY_MS = 86_400_000;
/** By then a code that was not exchanged, or whose token ended, is forgotten. */
const LATER_MS = 2 * 3_600_000;
/** A text in everything that a user may name. */
export const MARKER = 'PersonalMarker';

type Method = 'get' | 'post' | 'put' | 'delete';
interface Scene {
  readonly app: TestApp;
  readonly browser: SignedIn;
  /** Sends a request with the user's full key. The answer must have a status below 400. */
  readonly as: (method: Method, path: string, body?: object) => Promise<Record<string, unknown>>;
  /** Resolves once the user's stream of the category has an event of the type. */
  readonly heard: (stream: string, type: string) => Promise<void>;
}

/** A user who has used every feature. */
export interface BusyUser {
  readonly id: string;
  readonly email: string;
  /** A full key. */
  readonly key: string;
}

/**
 * Makes events of every kind that one user can cause, through the public HTTP API and the reactors
 * behind it. Sets the clock of the application to that of the machine, because the reactors use
 * that clock.
 */
export async function oneOfEverything(app: TestApp): Promise<BusyUser> {
  app.setNow(Date.now());
  const email = `${MARKER.toLowerCase()}@example.org`;
  const admin = ['Authorization', `Bearer ${app.adminToken}`] as const;
  const form = { email, password: PASSWORD, time_zone: zoneOfNoon() };
  await app.http.post('/sign-up').type('form').send(form).expect(303);
  const browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
  const { id } = (await browser.get('/api/v1/account')).body as { id: string };
  for (const change of [{ plan: 'lite' }, { plan: 'premium' }, { isEmailVerified: true }])
    await app.http
      .put(`/api/v1/users/${id}`)
      .set(...admin)
      .send(change)
      .expect(204);
  await useLink(app, id, PASSWORD);
  // A new password ends every session up to this moment.
  app.setNow(Date.now());
  await browser.signIn(email, PASSWORD);
  await app.moveAddress(id, email);
  await app.linkProvider(id, { issuer: `https://${MARKER}.example`, subject: MARKER });
  const key = await app.createKey(id, 'full');
  const scene: Scene = {
    ...{ app, browser },
    async as(method, path, body) {
      const answer = await app.http[method](path).set('Authorization', `Bearer ${key}`).send(body);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
      return answer.body as Record<string, unknown>;
    },
    heard: (stream, type) => heard(app, stream, type),
  };
  await accountAndKeys(scene);
  await settings(scene);
  await goals(scene);
  await notes(scene);
  await time(scene, id);
  await applications(scene, email);
  await teams(scene);
  await slice(scene);
  await secondStep(scene, email);
  await passkeys(app, id);
  await scene.browser.post('/account/sign-out-everywhere', {}, '/account');
  await scene.browser.signIn(email, PASSWORD);
  return { id, email, key };
}

/** Sets the password by a link of the administrator. */
async function useLink(app: TestApp, id: string, password: string): Promise<void> {
  const path = `/api/v1/users/${id}/reset-link`;
  const answer = await app.http.post(path).set('Authorization', `Bearer ${app.adminToken}`).expect(201);
  const query = new URL((answer.body as { url: string }).url).searchParams;
  await app.http
    .post('/sign-in/reset')
    .type('form')
    .send({ link: query.get('link'), password })
    .expect(303);
}

async function accountAndKeys({ as }: Scene): Promise<void> {
  const { timeZone } = await as('get', '/api/v1/account');
  await as('put', '/api/v1/account', { timeZone: 'Europe/Berlin', profile: { city: MARKER } });
  await as('put', '/api/v1/account', { timeZone });
  await as('put', '/api/v1/account/keeping', { months: 1_200 });
  await as('put', '/api/v1/account/weekly-mail', { isOn: true, language: 'de' });
  await as('put', '/api/v1/account/weekly-mail', { isOn: false });
  const { id } = await as('post', '/api/v1/keys', { name: MARKER });
  await as('delete', `/api/v1/keys/${String(id)}`);
}

async function settings({ as }: Scene): Promise<void> {
  const activity = `/api/v1/taxonomy/activities/${MARKER}`;
  await as('put', activity, { productivity: 2 });
  await as('put', `${activity}/rules`, { rules: [{ match: 'substring', pattern: MARKER, productivity: 1 }] });
  await as('delete', activity);
  const rule = { activity: MARKER, match: 'contains', text: MARKER, name: `${MARKER} too` };
  const { id: ruleId } = await as('post', '/api/v1/rules', rule);
  await as('post', '/api/v1/rules', { ...rule, match: 'equals', place: 1 });
  await as('put', `/api/v1/rules/${String(ruleId)}`, { ...rule, name: MARKER });
  await as('delete', `/api/v1/rules/${String(ruleId)}`);
  await as('put', `/api/v1/taxonomy/categories/Utilities/${MARKER}`, { productivity: 1 });
  await as('put', `/api/v1/taxonomy/categories/Utilities/${MARKER}`, { productivity: 2 });
  const { changes } = await as('get', '/api/v1/history');
  const [newest] = changes as { id: string }[];
  await as('post', `/api/v1/history/${newest?.id}/undo`, {});
  await as('delete', `/api/v1/taxonomy/categories/Utilities/${MARKER}`);
  const schedule = { name: MARKER, ranges: [{ weekdays: [1], from: '09:00', to: '17:00' }] };
  const { id } = await as('post', '/api/v1/schedules', schedule);
  await as('put', `/api/v1/schedules/${String(id)}`, { ...schedule, name: `${MARKER} too` });
  await as('delete', `/api/v1/schedules/${String(id)}`);
}

async function goals({ as }: Scene): Promise<void> {
  const goal = { aim: 'at-least', hours: 4, per: 'day', subject: { kind: 'activity', name: MARKER } };
  const { id } = await as('post', '/api/v1/goals', goal);
  await as('put', `/api/v1/goals/${String(id)}`, { ...goal, hours: 5 });
  await as('delete', `/api/v1/goals/${String(id)}`);
}

async function notes({ as }: Scene): Promise<void> {
  const text = { description: MARKER, date: OTHER, source: MARKER };
  const { id } = await as('post', '/api/v1/highlights', text);
  await as('put', `/api/v1/highlights/${String(id)}`, text);
  await as('delete', `/api/v1/highlights/${String(id)}`);
  await as('post', '/api/v1/highlights', text);
  await as('put', '/api/v1/focus/blocking', { levels: [-2, -1], allowed: [MARKER] });
  await as('post', '/anapi/start_focustime', { duration: 30 });
  const { running } = await as('get', '/api/v1/focus');
  const counts = { runId: randomUUID(), minimised: 1, notified: 0, sites: 0 };
  await as('post', '/agent/v1/enforcements', { sessionId: (running as { id: number }).id, ...counts });
  await as('post', '/anapi/end_focustime', {});
}

/**
 * Records time of closed days, of a day far ahead and of now. Some is entered by hand, some
 * imported. And an alert that triggers.
 */
async function time({ app, as, browser, heard: until }: Scene, userId: string): Promise<void> {
  const device = { id: MARKER, machine: MARKER, osUser: MARKER };
  const record = async (id: string, from: number) => {
    const activity = { id, application: MARKER, title: MARKER, startedAt: from, endedAt: from + 60_000 };
    await as('post', '/agent/v1/activities', { device, source: 'computers', activities: [activity] });
  };
  const total = { comparison: 'more-than', hours: 0.01, subject: { kind: 'total' } };
  const { id } = await as('post', '/api/v1/alerts', total);
  await as('put', `/api/v1/alerts/${String(id)}`, { ...total, hours: 0.005 });
  await record('now', Date.now() - 120_000);
  await record('closed', Date.parse(`${CLOSED}T12:00Z`));
  await until(`summary-${userId}`, 'DayClosed');
  await record('late', Date.parse(`${CLOSED}T12:30Z`));
  const offline = { start_time: `${OTHER} 09:00:00`, duration: 60, activity_name: MARKER, activity_details: MARKER };
  await as('post', '/anapi/offline_time_post', offline);
  const twelve = Date.parse(`${OTHER}T12:00Z`);
  const [startedAt, endedAt] = [twelve, twelve + 60_000].map((ms) => new Date(ms).toISOString());
  await as('post', '/api/v1/offline-time', { startedAt, endedAt, activity: MARKER });
  await as('delete', `/api/v1/offline-time/${OTHER.replaceAll('-', '')}-${twelve}`);
  const rows = [{ line: 1, date: '2020-01-17T09:00:00', seconds: 60, activity: MARKER }];
  await as('post', '/api/v1/imports', { format: 'rescuetime', rows, bucketSeconds: 3600 });
  app.setNow(Date.now() + 10 * DAY_MS);
  await record('ahead', Date.now() + 9 * DAY_MS);
  // On a later day, so that the use of the session is noted.
  await browser.get('/account');
  app.setNow(Date.now());
  await until(`summary-${userId}`, 'DayRestated');
  await until(`alert-${userId}`, 'AlertTriggered');
  await until('days-ahead', 'DayAheadListed');
  await app.caughtUp();
  await as('delete', `/api/v1/devices/${MARKER}`);
  await as('delete', `/api/v1/alerts/${String(id)}`);
}

/**
 * One application that the user disconnects, one that returns its token, and one that uses a code
 * twice. The last code comes so late that the one before the last is forgotten.
 */
async function applications({ app, as, browser }: Scene, email: string): Promise<void> {
  for (const end of ['disconnected', 'returned', 'replayed', 'kept']) {
    app.setNow(Date.now() + (end === 'kept' ? LATER_MS : 0));
    // The consent page wants a sign-in of the last ten minutes.
    if (end === 'kept') await browser.signIn(email, PASSWORD);
    const { clientId, clientSecret } = await app.registerApplication();
    const asked = { client_id: clientId, redirect_uri: REDIRECT_URI, response_type: 'code', scope: 'time_data' };
    const query = new URLSearchParams(asked).toString();
    const form = { query, answer: 'allow', granted: ['time_data'] };
    const { headers } = await browser.post('/oauth/authorize', form, '/account');
    const code = new URL(String((headers as Record<string, unknown>).location)).searchParams.get('code');
    const client = { client_id: clientId, client_secret: clientSecret };
    const exchange = { ...client, grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
    const take = () => app.http.post('/oauth/token').type('form').send(exchange);
    const { access_token: token } = (await take().expect(200)).body as { access_token: string };
    if (end === 'disconnected') await as('delete', `/api/v1/connected-applications/${clientId}`);
    if (end === 'returned')
      await app.http
        .post('/oauth/revoke')
        .type('form')
        .send({ ...client, token })
        .expect(200);
    if (end === 'replayed') await take().expect(400);
    if (end !== 'disconnected') continue;
    const admin = ['Authorization', `Bearer ${app.adminToken}`] as const;
    const path = `/api/v1/oauth-applications/${clientId}`;
    await app.http
      .post(`${path}/secret`)
      .set(...admin)
      .expect(201);
    await app.http
      .delete(path)
      .set(...admin)
      .expect(204);
  }
  app.setNow(Date.now());
}

/**
 * Two teams of the user, one of them closed. And two teams of another user that the user joined,
 * and left one of them.
 */
async function teams({ app, as }: Scene): Promise<void> {
  const team = { name: MARKER, sharing: 'levels' };
  const { id: closed } = await as('post', '/api/v1/teams', team);
  await as('put', `/api/v1/teams/${String(closed)}/sharing`, { sharing: 'categories' });
  await as('delete', `/api/v1/teams/${String(closed)}`);
  await as('post', '/api/v1/teams', team);
  const other = await app.createUser(`other-${randomUUID()}@example.org`);
  const asOther = async (path: string, body?: object) =>
    (await app.http.post(path).set('Authorization', `Bearer ${other.fullKey}`).send(body).expect(201)).body as {
      id: string;
      token: string;
    };
  for (const isLeft of [true, false]) {
    const { id } = await asOther('/api/v1/teams', { name: 'Crew', sharing: 'categories' });
    const { token: declined } = await asOther(`/api/v1/teams/${id}/invitations`);
    await as('post', `/api/v1/invitations/${declined}/decline`);
    const { token } = await asOther(`/api/v1/teams/${id}/invitations`);
    await as('post', `/api/v1/invitations/${token}/accept`, { sharing: 'categories' });
    if (isLeft) await as('delete', `/api/v1/teams/${id}/members/me`);
    else {
      await as('put', `/api/v1/teams/${id}/members/me`, { sharing: 'levels' });
      await as('put', `/api/v1/teams/${id}/members/me/name`, { sharing: 'levels', by: 'week' });
      await as('delete', `/api/v1/teams/${id}/members/me/name`);
    }
  }
}

/** Erases a slice, to the end. */
async function slice({ as }: Scene): Promise<void> {
  const { id } = await as('post', '/api/v1/erasures', { from: CLOSED, to: CLOSED });
  const path = `/api/v1/erasures/${String(id)}`;
  await until('the end of the erasure', async () => (await as('get', path)).state === 'completed');
}

/** Turns the second step on, signs in with both kinds of codes, and turns it off. */
async function secondStep({ app, browser }: Scene, email: string): Promise<void> {
  const page = '/account/second-factor';
  const now = Date.now();
  app.setNow(now);
  const { secret } = await turnOnSecondStep(browser, PASSWORD, now);
  const { text } = await browser.post(`${page}/recovery-codes`, { code: codeAt(secret, now) }, page);
  for (const code of [...recoveryCodesIn(text).slice(0, 1), codeAt(secret, now, 1)]) {
    const other = new SignedIn(app.http);
    await other.signIn(email, PASSWORD);
    await other.post('/sign-in/code', { code });
  }
  await browser.post(`${page}/off`, { password: PASSWORD, code: recoveryCodesIn(text)[1] }, page);
}

/**
 * Adds a passkey, uses, renames and removes it. Its commands go to the stream: a device signs for
 * the address of a server, and this one has another port for each request.
 */
async function passkeys({ stores }: TestApp, userId: string): Promise<void> {
  const [passkeyId, credentialId] = [randomUUID(), MARKER];
  const use = { credentialId, counter: 2, challengeEndsAt: Date.now() + DAY_MS };
  const commands: Asked<PasskeyCommand>[] = [
    { type: 'AddPasskey', data: { passkeyId, name: MARKER, credentialId, publicKey: MARKER, counter: 1 } },
    { type: 'UsePasskey', data: { ...use, challengeHash: 'first' } },
    { type: 'UsePasskey', data: { ...use, challengeHash: 'second' } },
    { type: 'RenamePasskey', data: { passkeyId, name: `${MARKER} too` } },
    { type: 'RemovePasskey', data: { passkeyId } },
  ];
  for (const asked of commands) {
    const command = { ...asked, metadata: { now: Date.now(), principalId: userId } } as PasskeyCommand;
    await handleCommand(stores.eventStore, passkeyStream(userId), passkeyDecider, command);
  }
}

async function heard(app: TestApp, stream: string, type: string): Promise<void> {
  await until(`${type} in ${stream}`, async () => {
    for await (const event of app.stores.eventStore.read(stream)) if (event.type === type) return true;
    return false;
  });
}

/**
 * A zone in which it is about noon, so no day ends while a test runs. 12:00 UTC is in the same
 * local day.
 */
function zoneOfNoon(): string {
  const hoursAhead = Math.min(12 - new Date().getUTCHours(), 11);
  return hoursAhead === 0 ? 'UTC' : `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}`;
}
