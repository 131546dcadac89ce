import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { openReturnPort, type ReturnPort } from './return-port.js';

const STATE = 'a-state-that-only-this-agent-knows';
let port: ReturnPort;
beforeEach(async () => {
  port = await openReturnPort(STATE);
});
afterEach(() => port.close());

/** Asks the port, and resolves to status and address of the answer. */
async function ask(path: string, { method = 'GET', host }: { method?: string; host?: string } = {}) {
  const { origin, host: own } = new URL(port.redirectUri);
  const asked = request(`${origin}${path}`, { method, headers: { host: host ?? own }, agent: false });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return { status: answer.statusCode, location: answer.headers.location };
}

describe('the port to which the browser comes back', () => {
  it('is a free one of this machine only', () =>
    expect(port.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/));

  it('takes the code of the browser, and leads it on', async () => {
    const answer = ask(`/signed-in?code=the-code&state=${STATE}`);
    expect(await port.returned).toEqual({ code: 'the-code' });
    await port.close(new URL('https://time.example.com/connect-agent?outcome=done'));
    expect(await answer).toEqual({ status: 303, location: 'https://time.example.com/connect-agent?outcome=done' });
  });

  it('takes a no', async () => {
    const answer = ask(`/signed-in?error=access_denied&state=${STATE}`);
    expect(await port.returned).toBe('refused');
    await port.close();
    expect((await answer).status).toBe(200);
  });

  it('closes at once, also beside connections that a browser opened in advance', async () => {
    const { port: number } = new URL(port.redirectUri);
    const inAdvance = connect(Number(number), '127.0.0.1');
    await once(inAdvance, 'connect');
    const closed = once(inAdvance, 'close');
    const answer = ask(`/signed-in?code=the-code&state=${STATE}`);
    await port.returned;
    await port.close(new URL('https://time.example.com/connect-agent?outcome=done'));
    expect((await answer).status).toBe(303);
    await closed;
  });

  it('waits on after requests of others', async () => {
    const others = [
      ask('/signed-in?code=x'),
      ask('/signed-in?code=x&state=wrong'),
      ask(`/signed-in?state=${STATE}`),
      ask(`/signed-in?code=&state=${STATE}`),
      ask(`/other?code=x&state=${STATE}`),
      ask(`/signed-in?code=x&state=${STATE}`, { method: 'POST' }),
      ask(`/signed-in?code=x&state=${STATE}`, { host: 'evil.example' }),
      ask(`/signed-in?code=x&state=${STATE}`, { host: 'localhost' }),
      ask(`/signed-in?code=${'x'.repeat(4_000)}&state=${STATE}`),
      ask('//evil.example/signed-in'),
      ask('/%'),
    ];
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(others.map(() => 400));
    void ask(`/signed-in?code=own&state=${STATE}`);
    expect(await port.returned).toEqual({ code: 'own' });
    expect((await ask(`/signed-in?code=late&state=${STATE}`)).status).toBe(400);
  });
});
