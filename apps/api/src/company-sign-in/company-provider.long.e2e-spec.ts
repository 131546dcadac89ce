import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IdentityProvider, startIdentityProvider } from '../testing/identity-provider.js';
import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp, type TestSettings } from '../testing/start-app.js';

const PUBLIC_URL = 'https://time.example.org';
const ada = { subject: '4711', email: 'ada@example.org' };

let provider: IdentityProvider;
let dataDir: string;
let app: TestApp | undefined;

beforeAll(async () => {
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
  provider = await startIdentityProvider(`${PUBLIC_URL}/sign-in/company/callback`);
  dataDir = await mkdtemp(join(tmpdir(), 'timeledger-provider-'));
});
afterAll(async () => {
  await provider.close();
  await rm(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const start = async (settings: TestSettings) => (app = await startApp({ dataDir, publicUrl: PUBLIC_URL, ...settings }));
const accountIn = async (browser: SignedIn) => ((await browser.get('/api/v1/account')).body as { id?: string }).id;

describe('a provider without an issuer in the settings', () => {
  it('names people by its user-info address, and they keep their accounts when the issuer is set', async () => {
    const first = new SignedIn((await start({ upstream: provider.byAddresses })).http);
    await provider.signIn(first, ada);
    const id = await accountIn(first);
    expect(id).toBeDefined();
    const again = new SignedIn(app!.http);
    await provider.signIn(again, { ...ada, email: 'other@example.org' });
    expect(await accountIn(again)).toBe(id);
    await app!.close();
    const after = new SignedIn((await start({ upstream: provider.byIssuer })).http);
    await provider.signIn(after, { ...ada, email: 'third@example.org' });
    expect(await accountIn(after)).toBe(id);
  });
});

describe('a provider', () => {
  it('opens no account while people may not sign up', async () => {
    const { http } = await start({ upstream: provider.byIssuer, signUp: false });
    const answer = await provider.signIn(new SignedIn(http), { subject: 'new', email: 'new@example.org' });
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('no account for your address')]);
  });

  it('that is down stops its sign-in only, and is asked again', async () => {
    const down = createServer();
    const port = await portOf(down);
    down.close();
    const { http, logged } = await start({ upstream: { ...provider.byIssuer, issuer: `http://127.0.0.1:${port}` } });
    const { status, text } = await http.get('/sign-in/company');
    expect([status, text]).toEqual([502, expect.stringContaining('did not answer as it should')]);
    expect(logged()).toContain('The identity provider did not answer as it should.');
    await http.get('/sign-in').expect(200);
    const up = createServer((_request, response) => response.end('{}'));
    await portOf(up, port);
    const asked = once(up, 'request');
    await http.get('/sign-in/company').expect(502);
    await asked;
    up.close();
  });

  it('leaves no form to open an account with somebody else’s address', async () => {
    const { http } = await start({ upstream: provider.byIssuer });
    await http.get('/sign-up').expect(404);
    const form = { email: 'x@example.org', password: 'correct horse', time_zone: 'UTC' };
    await http.post('/sign-up').type('form').send(form).expect(404);
  });

  it('that the settings do not name has no pages', async () => {
    const { http } = await start({});
    await http.get('/sign-in/company').expect(404);
    await http.get('/sign-in/company/callback').expect(404);
    await http.get('/sign-in/company/link').expect(401);
  });
});

async function portOf(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
