import type { OpenAPIObject } from '@nestjs/swagger';
import type { Browser } from 'puppeteer-core';
import { documentWithoutStores } from '../document-without-stores.js';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

type Method = 'get' | 'post' | 'put' | 'delete';

const SOME_ID = '7b1f3f0e-43b4-4a55-9c55-1d5b7a0b6a11';
/** It ends what the other calls need: only strangers ask for it here. */
const END_OF_ACCOUNT = 'DELETE /api/v1/account';

let app: TestApp;
let document: OpenAPIObject;
beforeAll(async () => {
  app = await startApp();
  document = (await app.http.get('/api/docs/openapi.json').expect(200)).body as OpenAPIObject;
});
afterAll(() => app.close());

describe('the OpenAPI document that a server sends', () => {
  it('is the one that npm run openapi prints', async () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(await documentWithoutStores())));
  });
});

describeInBrowser('the page of the OpenAPI document')('the page at /api/docs', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('shows the operations, and loads nothing from another host', async () => {
    const url = await app.listen();
    const page = await browser.newPage();
    const asked: string[] = [];
    const faults: unknown[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => faults.push(error));
    page.on('requestfailed', (request) => faults.push(request.url()));
    await page.goto(`${url}/api/docs`);
    await page.waitForSelector('.opblock-summary');
    const operationCount = Object.values(document.paths).flatMap((routes) => Object.keys(routes)).length;
    // Only what is near the window is drawn: a reader scrolls to the rest.
    const seen = new Set<string>();
    await until('all operations to be drawn', async () => {
      for (const id of await page.$$eval('.opblock', (all) => all.map((one) => one.id))) seen.add(id);
      await page.evaluate(() => window.scrollBy(0, window.innerHeight / 2));
      return seen.size >= operationCount;
    });
    expect(seen.size).toBe(operationCount);
    expect(asked.filter((address) => !address.startsWith(url) && !address.startsWith('data:'))).toEqual([]);
    expect(faults).toEqual([]);
  });
});

/**
 * Calls every operation of the document in ways that it may refuse. The hook of `startApp` compares
 * each answer with the document, so nothing is expected here but that there is an answer.
 */
describe('every operation of the OpenAPI document', () => {
  let operations: readonly (readonly [method: Method, path: string])[];
  let key: string;
  let token: string;
  beforeAll(async () => {
    const user = await app.createUser('everything@example.org');
    key = user.fullKey;
    token = await app.issueToken(user.id, ['time_data', 'alert_data']);
    operations = Object.entries(document.paths).flatMap(([path, routes]) =>
      (Object.keys(routes) as Method[]).map((method) => [method, path] as const),
    );
  });

  const credentialOf = (path: string): string => {
    if (path.startsWith('/api/oauth/')) return token;
    return /^\/api\/v1\/(users|oauth-applications|statistics)/.test(path) ? app.adminToken : key;
  };
  /** Calls each operation, its path filled with `id`, and answers how many were called. */
  const callEach = async (id: string, send: (method: Method, path: string, filled: string) => Promise<unknown>) => {
    for (const [method, path] of operations) await send(method, path, path.replace(/\{\w+\}/g, id));
    return operations.length;
  };

  it.each(['1', SOME_ID, 'not%20an%20id'])('answers a stranger who asks for %s as documented', async (id) => {
    expect(await callEach(id, (method, _, filled) => app.http[method](filled))).toBeGreaterThan(75);
  });

  it.each([
    // No operation reads its path before it has read its body: one id is enough for the first two.
    ['no JSON', [SOME_ID], '{"name":'],
    ['too much', [SOME_ID], JSON.stringify({ name: 'x'.repeat(2_200_000) })],
    ['nothing', ['1', SOME_ID], ''],
    ['an empty object', ['1', SOME_ID], '{}'],
    [
      ...(['fields of a wrong type', ['1', SOME_ID]] as const),
      JSON.stringify({ name: 7, ranges: {}, activities: 'x', profile: [], sharing: 1 }),
    ],
  ])('answers who may ask and sends %s as documented', async (_, ids, body) => {
    const send = (method: Method, path: string, filled: string) =>
      app.http[method](filled)
        .set('Authorization', `Bearer ${credentialOf(path)}`)
        .type('json')
        .send(method === 'get' ? undefined : body);
    for (const id of ids) {
      const called = await callEach(id, async (method, path, filled) =>
        `${method.toUpperCase()} ${path}` === END_OF_ACCOUNT ? undefined : send(method, path, filled),
      );
      expect(called).toBeGreaterThan(75);
    }
  });

  it('answers a request for another host as documented', async () => {
    const call = async (method: Method, _: string, filled: string) => app.http[method](filled).set('Host', 'evil.test');
    expect(await callEach(SOME_ID, call)).toBeGreaterThan(75);
  });
});
