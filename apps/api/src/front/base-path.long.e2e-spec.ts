import { type PathProxy, startPathProxy } from '../testing/path-proxy.js';
import { LiveListener } from '../testing/live-listener.js';
import { bearer } from '../testing/live-scene.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };

/** Reads the answer to its end: one that nothing reads keeps its connection open. */
async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address, init);
  const body = await answer.text();
  return new Response(body === '' ? null : body, answer);
}

describe.each([
  ['sends it on', false],
  ['takes it away', true],
])('a server under a path, behind a proxy that %s', (_, isStripped) => {
  let app: TestApp;
  let proxy: PathProxy;
  let home: string;
  let fullKey: string;
  beforeAll(async () => {
    let target = '';
    proxy = await startPathProxy('/time', isStripped, () => target);
    home = `${proxy.origin}/time`;
    app = await startApp({ publicUrl: home });
    target = await app.listen();
    const asAdmin = { ...bearer(app.adminToken), 'Content-Type': 'application/json' };
    const body = JSON.stringify({ ...ADA, timeZone: 'Europe/Berlin' });
    const opened = await fetch(`${home}/api/v1/users`, { method: 'POST', headers: asAdmin, body });
    fullKey = await app.createKey(((await opened.json()) as { id: string }).id, 'full');
  });
  afterAll(async () => {
    await app?.close();
    await proxy?.close();
  });

  const open = (path: string, init: RequestInit = {}) => ask(`${home}${path}`, { redirect: 'manual', ...init });
  const locationOf = (answer: Response) => [answer.status, answer.headers.get('location')];

  it('signs a person in with cookies of that path, and leads to pages under it', async () => {
    expect(locationOf(await open('/account'))).toEqual([303, '/time/sign-in?return_to=%2Faccount']);
    const body = new URLSearchParams({ ...ADA, return_to: '/account' });
    const signedIn = await open('/sign-in', { method: 'POST', body });
    expect(locationOf(signedIn)).toEqual([303, '/time/account']);
    const cookies = signedIn.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    expect(cookies.filter((cookie) => !/; Path=\/time;/.test(cookie))).toEqual([]);
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    const page = await open('/account', { headers: { cookie } });
    const links = [...(await page.text()).matchAll(/ (?:href|action|src)="(\/[^"]*)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(8);
    expect(links.filter((link) => !link.startsWith('/time/'))).toEqual([]);
    for (const link of ['/time/pages/style.css', '/time/account/keys'])
      expect([link, (await ask(`${proxy.origin}${link}`, { headers: { cookie } })).status]).toEqual([link, 200]);
  });

  it('serves the pages and their files, also at the path alone', async () => {
    for (const path of ['', '/', '/day/2026-11-29']) {
      const html = await (await open(path)).text();
      expect(html).toContain('<base href="/time/" />');
      const [, script = ''] = /<script type="module" crossorigin src="\.\/(assets\/[^"]+)"/.exec(html) ?? [];
      expect((await open(`/${script}`)).headers.get('cache-control')).toContain('immutable');
    }
  });

  it('names itself with the path to applications, and in links', async () => {
    const metadata = (await (await open('/.well-known/oauth-authorization-server')).json()) as Record<string, string>;
    expect([metadata['issuer'], metadata['token_endpoint']]).toEqual([home, `${home}/oauth/token`]);
    // Where RFC 8414 puts it: outside of the path, so the proxy would have to send it here.
    const { body } = await app.http.get('/.well-known/oauth-authorization-server/time').expect(200);
    expect(body).toEqual(metadata);
    const headers = { ...bearer(fullKey), 'Content-Type': 'application/json' };
    const make = (path: string, body: object) => open(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const team = (await (await make('/api/v1/teams', { name: 'Team', sharing: 'levels' })).json()) as { id: string };
    const invited = (await (await make(`/api/v1/teams/${team.id}/invitations`, {})).json()) as { link: string };
    expect(invited.link.startsWith(`${home}/invitations/`)).toBe(true);
    expect(locationOf(await ask(invited.link, { redirect: 'manual' }))[0]).toBe(303);
  });

  it('shows its documents, whose addresses have the path', async () => {
    const document = (await (await open('/api/docs/openapi.json')).json()) as { servers: { url: string }[] };
    expect(document.servers[0]?.url).toBe('/time');
    const html = await (await open('/api/docs')).text();
    const files = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(
      ([, link = '']) => new URL(link, `${home}/api/docs`),
    );
    expect(files.length).toBeGreaterThan(2);
    for (const { href } of files) expect([href, (await ask(href)).status]).toEqual([href, 200]);
  });

  it('tells changes at once through the proxy', async () => {
    const listener = await LiveListener.connect(`${home}/api/v1/live`, bearer(fullKey));
    await listener.alive();
    const headers = { ...bearer(fullKey), 'Content-Type': 'application/json' };
    const body = JSON.stringify({ description: 'done', date: '2026-11-21' });
    await open('/api/v1/highlights', { method: 'POST', headers, body });
    await listener.change('highlights', 2_000);
    listener.close();
  });
});
