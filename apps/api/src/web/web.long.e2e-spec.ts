import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startApp, type TestApp } from '../testing/start-app.js';
import { WEB_FOLDER } from './web-files.js';

const script = readdirSync(join(WEB_FOLDER, 'assets')).find((name) => name.endsWith('.js')) ?? '';
const LARGEST_KB = 100;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('the files of the web application', () => {
  it.each([
    '/',
    '/day',
    '/day/2026-11-29',
    '/week',
    '/month/2026-11',
    '/year/2026',
    '/range/2026-11-01/2026-11-02',
    '/goals',
    '/highlights/2026-11',
    '/focus',
    '/activities',
  ])('at %s are the same page, with nothing inline and no data in it', async (path) => {
    const { text, headers } = await app.http.get(path).expect(200).expect('Content-Type', /html/);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers['cache-control']).toBe('no-cache');
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style|@/);
  });

  it('are kept by browsers for ever, because their names change with them', async () => {
    const { headers } = await app.http.get(`/assets/${script}`).expect(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each(['br', 'gzip'])('come compressed by %s, and small', async (encoding) => {
    const asked = app.http.get(`/assets/${script}`).set('Accept-Encoding', encoding);
    const { headers } = await asked.expect(200).expect('Content-Encoding', encoding);
    expect(Number(headers['content-length'])).toBeLessThan(LARGEST_KB * 1024);
  });

  it.each(['/assets/nothing.js', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/index.html'])(
    'are nothing else: %s is not there, and the refusal is not kept',
    async (path) => {
      const { headers } = await app.http.get(path).expect(404);
      expect(headers['cache-control']).toBe('no-store');
    },
  );
});

describe('an address where nothing is', () => {
  const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

  it('gets a person the application, which says so', async () => {
    const { text, headers } = await app.http.get('/no-such-page').set('Accept', HTML).expect(404);
    expect(text).toBe((await app.http.get('/day')).text);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
  });

  it.each(['*/*', 'application/json'])('gets a program that takes %s the error as JSON', async (accepted) => {
    const { body } = await app.http.get('/no-such-page').set('Accept', accepted).expect(404);
    expect(body).toEqual({ error: { code: 'not_found', message: 'There is nothing at this address.' } });
  });

  it('gets the documented error under the documented API, and a form no page', async () => {
    await app.http.get('/anapi/nothing').set('Accept', HTML).expect('Content-Type', /json/);
    await app.http.post('/no-such-page').set('Accept', HTML).expect(404).expect('Content-Type', /json/);
  });
});

describe('/api/v1/session', () => {
  it('is refused without a session, also to a key', async () => {
    const { fullKey } = await app.createUser('session@example.org');
    await app.http.get('/api/v1/session').expect(401);
    await app.http.get('/api/v1/session').set('Authorization', `Bearer ${fullKey}`).expect(401);
  });
});
