import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { SignedIn } from '../testing/signed-in.js';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const FIELDS = { email: 'owner@b.c', password: 'correct horse battery', time_zone: 'UTC' };
let app: TestApp;
let url: string;
let user: TestUser;
beforeAll(async () => {
  app = await startApp();
  url = await app.listen();
  user = await app.createUser('time@b.c');
  const startedAt = Date.parse('2026-11-20T00:00:00Z');
  const activities = Array.from({ length: 500 }, (_, n) => ({
    ...{ id: String(n), application: `application ${n}` },
    ...{ startedAt: startedAt + n * 60_000, endedAt: startedAt + (n + 1) * 60_000 },
  }));
  const device = { id: 'd', machine: 'm', osUser: 'u' };
  const bring = app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${user.agentKey}`);
  await bring.send({ device, source: 'computers', activities }).expect(200);
  await app.caughtUp();
});
afterAll(() => app.close());

/** The answer as it comes over the wire, not decoded. */
async function raw(path: string, headers: Record<string, string>, form?: string) {
  const asked = request(`${url}${path}`, { method: form === undefined ? 'GET' : 'POST', headers });
  asked.end(form);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(chunks) };
}

describe('an answer above 1 KB', () => {
  it.each([
    '/anapi/data?format=csv&rb=2026-11-20&re=2026-11-20',
    '/api/v1/export?format=jsonl',
    '/api/v1/export?format=csv',
  ])('of %s is compressed for clients that accept it, and the same text', async (path) => {
    const authorization = `Bearer ${user.fullKey}`;
    const plain = await raw(path, { authorization });
    expect([plain.status, plain.headers['content-encoding']]).toEqual([200, undefined]);
    for (const [encoding, decode] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const { headers, bytes } = await raw(path, { authorization, 'accept-encoding': encoding });
      expect([headers['content-encoding'], headers.vary]).toEqual([encoding, 'Accept-Encoding']);
      expect(bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(decode(bytes).toString()).toBe(plain.bytes.toString());
    }
    const refused = await raw(path, { authorization, 'accept-encoding': 'gzip;q=0, identity' });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it('is not compressed when it is small, a page with a CSRF token, or shows a new secret', async () => {
    const accepting = { 'accept-encoding': 'gzip, br' };
    const small = await raw(`/anapi/has_key?key=${user.key}`, accepting);
    expect([small.status, small.headers['content-encoding']]).toEqual([200, undefined]);
    await app.http.post('/sign-up').type('form').send(FIELDS).expect(303);
    const browser = new SignedIn(app.http);
    await browser.signIn(FIELDS.email, FIELDS.password);
    const page = await raw('/account', { ...accepting, cookie: browser.shown });
    expect(page.bytes.toString()).toContain('name="csrf"');
    expect([page.bytes.length > 1_024, page.headers['content-encoding']]).toEqual([true, undefined]);
    const made = await raw(
      '/api/v1/keys',
      { ...accepting, authorization: `Bearer ${user.fullKey}` },
      JSON.stringify({ name: 'x'.repeat(100) }),
    );
    expect([made.status, made.headers['content-encoding']]).toEqual([201, undefined]);
  });
});

describe('headers that lead browsers to HTTPS', () => {
  const headersOf = async (path: string, headers = {}) => (await raw(path, headers)).headers;
  it('are not sent over plain HTTP, so the pages work there', async () => {
    for (const path of ['/api/docs', '/sign-in', '/hello']) {
      const headers = await headersOf(path);
      expect([path, headers['strict-transport-security']]).toEqual([path, undefined]);
      expect(headers['content-security-policy']).toContain('default-src');
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    }
    expect(await headersOf('/hello', { 'x-forwarded-proto': 'https' })).not.toHaveProperty('strict-transport-security');
  });
});
