import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

/** Attacks on the sign-in form. A proxy names the client, so that one test has many of them. */

const PASSWORD = 'correct horse battery';
const QUARTER_HOUR_MS = 15 * 60_000;

let app: TestApp;
let origin: string;
let now: number;
let users = 0;
beforeAll(async () => {
  app = await startApp({ trustProxy: 1 });
  origin = await app.listen();
});
afterAll(() => app.close());
beforeEach(() => {
  // Every test begins with empty counts.
  now = Date.parse('2026-11-21T12:00:00Z') + ++users * 24 * 3_600_000;
  app.setNow(now);
});

/** The address of an account with `PASSWORD`. */
async function openAccount(): Promise<string> {
  const email = `person-${users}@example.org`;
  const terms = { email, timeZone: 'UTC', password: PASSWORD };
  await app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`).send(terms).expect(201);
  return email;
}

const signIn = (email: string, password: string, address = '192.0.2.1') =>
  app.http.post('/sign-in').set('X-Forwarded-For', address).type('form').send({ email, password });

/** The statuses of sign-ins that are sent one after the other. */
async function statusesOf(attempts: readonly (() => ReturnType<typeof signIn>)[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const attempt of attempts) statuses.push((await attempt()).status);
  return statuses;
}

const statusesAtOnce = (attempts: readonly (() => ReturnType<typeof signIn>)[]): Promise<number[]> =>
  Promise.all(attempts.map(async (attempt) => (await attempt()).status));

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const count = (statuses: readonly number[], status: number): number => statuses.filter((one) => one === status).length;

/** The statuses of requests that are sent at once on one connection, before any answer is read. */
function pipelined(forms: readonly string[]): Promise<number[]> {
  const requests = forms.map((form, n) =>
    [
      'POST /sign-in HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${Buffer.byteLength(form)}`,
      ...(n === forms.length - 1 ? ['Connection: close'] : []),
      '',
      form,
    ].join('\r\n'),
  );
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    let answers = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answers += text));
    socket.on('end', () => resolve([...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))));
    socket.on('error', reject);
    socket.write(requests.join(''));
  });
}

/** Sends requests at once on one connection, and resets it before any answer. */
function resetAfter(forms: readonly string[]): Promise<void> {
  const head = 'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n';
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    const requests = forms.map((form) => `${head}Content-Length: ${Buffer.byteLength(form)}\r\n\r\n${form}`);
    socket.on('close', () => resolve()).on('error', reject);
    socket.write(requests.join(''), () => socket.resetAndDestroy());
  });
}

describe('wrong passwords', () => {
  it('are twenty from one address, also when 500 guesses are sent at once on one connection', async () => {
    const email = await openAccount();
    const form = (password: string) => new URLSearchParams({ email, password }).toString();
    const forms = [...times(499, (n) => form(`wrong password ${n}`)), form(PASSWORD)];
    const statuses = await pipelined(forms);
    expect([statuses.length, count(statuses, 401), count(statuses, 429)]).toEqual([500, 20, 480]);
  });

  it('are twenty from one /64 of IPv6', async () => {
    const email = await openAccount();
    const attempts = times(25, (n) => () => signIn(email, 'wrong password', `2001:db8:0:1::${n}`));
    expect(count(await statusesAtOnce(attempts), 401)).toBe(20);
  });

  it('are sixty for one account, from any number of addresses, and the answer says how long to wait', async () => {
    const email = await openAccount();
    const statuses = await Promise.all(
      times(70, async (n) => (await signIn(email, 'wrong password', `198.51.100.${n}`)).status),
    );
    expect([count(statuses, 401), count(statuses, 429)]).toEqual([60, 10]);
    const { status, headers, text } = await signIn(email, PASSWORD, '198.51.100.200');
    expect([status, headers['retry-after']]).toEqual([429, '900']);
    expect(text).toContain('Too many attempts');
    app.setNow(now + QUARTER_HOUR_MS);
    expect((await signIn(email, PASSWORD, '198.51.100.200')).status).toBe(303);
  });

  it('count for one account, whatever spelling of its address they use', async () => {
    const email = await openAccount();
    const spellings = [email, email.toUpperCase(), ` ${email}`, `${email}\t`, `\u00a0${email}\u3000`];
    const statuses = await statusesAtOnce(
      times(70, (n) => () => signIn(spellings[n % spellings.length] as string, 'wrong password', `198.51.100.${n}`)),
    );
    expect(count(statuses, 401)).toBe(60);
  });

  it('make no defect of the server on connections that the client resets', async () => {
    const email = await openAccount();
    const form = new URLSearchParams({ email, password: 'wrong password' }).toString();
    for (let n = 0; n < 5; n++) await resetAfter(times(40, () => form));
    expect((await signIn(email, 'wrong password', '203.0.113.8')).status).toBe(401);
    expect(app.logged()).not.toContain('request failed');
    expect((await signIn(email, PASSWORD, '203.0.113.8')).status).toBe(303);
  });

  it('count, and right ones between them give none of them back', async () => {
    const [email, own] = [await openAccount(), `own-${users}@example.org`];
    const terms = { email: own, timeZone: 'UTC', password: PASSWORD };
    await app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`).send(terms).expect(201);
    const attempts = times(25, () => [() => signIn(own, PASSWORD), () => signIn(email, 'wrong password')]).flat();
    const statuses = await statusesOf(attempts);
    expect(count(statuses, 401)).toBe(20);
  });
});

describe('counts of others', () => {
  it('do not grow by malformed addresses, which are never an account’s', async () => {
    const email = await openAccount();
    const malformed = times(70, (n) => () => signIn(n % 2 ? 'no address' : '', PASSWORD, `203.0.113.${n % 10}`));
    expect(new Set(await statusesAtOnce(malformed))).toEqual(new Set([401]));
    expect((await signIn('other malformed', PASSWORD, '203.0.113.99')).status).toBe(401);
    expect((await signIn(email, PASSWORD, '203.0.113.1')).status).toBe(303);
  });

  const signUp = (email: string, address: string, password = PASSWORD) =>
    app.http.post('/sign-up').set('X-Forwarded-For', address).type('form').send({ email, password, time_zone: 'UTC' });

  it('do not grow by signing up, and signing up has its own: as many for free as for taken addresses', async () => {
    const taken = await openAccount();
    const fresh = times(25, (n) => () => signUp(`fresh-${users}-${n}@example.org`, '192.0.2.10'));
    expect(count(await statusesOf(fresh), 303)).toBe(20);
    const again = times(25, () => () => signUp(taken, '192.0.2.11'));
    expect(count(await statusesOf(again), 303)).toBe(20);
    for (const address of ['192.0.2.10', '192.0.2.11']) {
      expect((await signIn(taken, PASSWORD, address)).status).toBe(303);
    }
  });

  it('do not stop a person who mistypes a new password', async () => {
    const mistyped = times(30, () => () => signUp(`late-${users}@example.org`, '192.0.2.12', 'short'));
    expect(new Set(await statusesOf(mistyped))).toEqual(new Set([400]));
    expect((await signUp(`late-${users}@example.org`, '192.0.2.12')).status).toBe(303);
  });
});

describe('many passwords at once', () => {
  it('delay neither other requests, nor the threads of libuv, nor a sign-in from another address', async () => {
    const email = await openAccount();
    let answered = 0;
    // Ten addresses, each with as many as one address may have waiting.
    const flood = times(200, async (n) => {
      const { status } = await signIn(`flood-${n}@example.org`, 'wrong password', `198.51.100.${n % 10}`);
      answered += 1;
      return status;
    });
    await until('the first answers', () => Promise.resolve(answered > 0));
    const before = answered;
    await app.http.get('/health/live').expect(200);
    await stat(app.dataDir);
    expect((await signIn(email, PASSWORD, '203.0.113.7')).status).toBe(303);
    expect(answered - before).toBeLessThan(100);
    expect(new Set(await Promise.all(flood))).toEqual(new Set([401]));
  });
});
