import { once } from 'node:events';
import { connect } from 'node:net';
import { startApp, type TestApp } from '../testing/start-app.js';

/** The status line of the answer to a request that is sent as it stands. */
async function statusOf(url: string, ...headers: string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(['GET /api/v1/account HTTP/1.1', ...headers, 'Connection: close', '', ''].join('\r\n'));
  let answer = '';
  for await (const bytes of socket) answer += String(bytes);
  return answer.split(' ', 2)[1] ?? '';
}

describe('on a loopback address without a public URL', () => {
  let app: TestApp;
  let url: string;
  beforeAll(async () => {
    app = await startApp();
    url = await app.listen();
  });
  afterAll(() => app.close());

  it.each([
    ['two Host headers', ['Host: localhost', 'Host: evil.example'], '400'],
    ['two equal ones', ['Host: localhost', 'host: localhost'], '400'],
    ['two names in one', ['Host: localhost, evil.example'], '421'],
    ['a name with a user before it', ['Host: localhost@evil.example'], '421'],
    ['the name of another site', ['Host: evil.example'], '421'],
    ['no Host', [], '400'],
    ['a loopback name', ['Host: LocalHost:1'], '401'],
  ])('answers %s', async (_title, headers, status) => {
    expect(await statusOf(url, ...headers)).toBe(status);
  });

  it('calls itself by its address, whatever Host and proxy headers say', async () => {
    const { body } = await app.http
      .get('/.well-known/oauth-authorization-server')
      .set({ Host: 'localhost:9', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' })
      .expect(200);
    expect(body).toMatchObject({ issuer: url, authorization_response_iss_parameter_supported: true });
  });
});

describe('with a public URL, listening on every address', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ publicUrl: 'https://time.example.org', host: '0.0.0.0' });
  });
  afterAll(() => app.close());

  it.each([
    ['time.example.org', 401],
    ['time.example.org:443', 401],
    ['127.0.0.1:3000', 401],
    ['evil.example', 421],
    ['192.0.2.7', 421],
    ['time.example.org.evil.example', 421],
  ])('answers a request for %s with %d', async (host, status) => {
    await app.http.get('/api/v1/account').set('Host', host).expect(status);
    await app.http
      .get('/anapi/data')
      .set('Host', host)
      .expect(status === 401 ? 400 : status);
  });

  it('answers watchers by any name: health to all of them, metrics to the admin token only', async () => {
    await app.http.get('/health/live').set('Host', '10.1.2.3:3000').expect(200);
    await app.http.get('/metrics').set('Host', 'localhost').expect(403);
    const token = { Authorization: `Bearer ${app.adminToken}` };
    await app.http
      .get('/metrics')
      .set({ Host: 'api:3000', ...token })
      .expect(200);
  });

  it('names the public URL as the issuer', async () => {
    const { body } = await app.http.get('/.well-known/oauth-authorization-server').set('Host', 'localhost').expect(200);
    expect(body).toMatchObject({ issuer: 'https://time.example.org' });
  });
});
