import type { OpenAPIObject } from '@nestjs/swagger';
import type { Browser } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { DOCUMENTED_OPERATIONS } from './operations.js';
import { OWN_OPERATIONS } from './own-operations.js';
import { TEAM_OPERATIONS } from './team-operations.js';

let app: TestApp;
let document: OpenAPIObject;
beforeAll(async () => {
  app = await startApp();
  document = (await app.http.get('/api/docs/openapi.json').expect(200)).body as OpenAPIObject;
});
afterAll(() => app.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, routes]) =>
    Object.entries(routes as Record<string, { summary?: string; security?: object[] }>).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );

describe('the OpenAPI document', () => {
  it('says of every operation what it does and who may call it', () => {
    expect(document.openapi).toMatch(/^3\./);
    expect(operations().length).toBeGreaterThan(70);
    for (const [, { summary, security }] of operations()) {
      expect(summary).toEqual(expect.any(String));
      expect(security).toEqual(expect.any(Array));
    }
  });

  it('has all that there are words for, and no page and no twin', () => {
    const names = new Set<string>(operations().map(([name]) => name));
    for (const name of Object.keys({ ...OWN_OPERATIONS, ...TEAM_OPERATIONS })) expect(names).toContain(name);
    for (const name of Object.keys(DOCUMENTED_OPERATIONS)) {
      const [method, path] = name.split(' ') as [string, string];
      expect([`${method} /anapi/${path}`, `${method} /api/oauth/${path}`].some((one) => names.has(one))).toBe(true);
    }
    expect([...names].filter((name) => /\.json$|\/account\/keys|sign-/.test(name))).toEqual([]);
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
    expect(await page.$$eval('.opblock-summary', (all) => all.length)).toBe(operations().length);
    expect(asked.filter((address) => !address.startsWith(url) && !address.startsWith('data:'))).toEqual([]);
    expect(faults).toEqual([]);
  });
});
