import type { OpenAPIObject } from '@nestjs/swagger';
import type { Browser } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { documentWithoutStores } from '../document-without-stores.js';

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
    expect(await page.$$eval('.opblock-summary', (all) => all.length)).toBe(operationCount);
    expect(asked.filter((address) => !address.startsWith(url) && !address.startsWith('data:'))).toEqual([]);
    expect(faults).toEqual([]);
  });
});
