import { goOutBy, NoWayOut, wayTo } from './outward.js';

const FAR = new URL('https://time.example/');

describe('the proxy of the environment', () => {
  const saved = { ...process.env };
  afterEach(async () => {
    process.env = { ...saved };
    await goOutBy({}, undefined);
  });

  async function goOut(env: NodeJS.ProcessEnv): Promise<void> {
    process.env = { ...env };
    await goOutBy(env, undefined);
  }

  it.each([
    'proxy.example:8080',
    'socks5://proxy.example:1080',
    'http://',
    'http://proxy example',
    'ftp://proxy.example',
  ])('is not %s: that is told without its address', async (address) => {
    const told = await goOut({ HTTPS_PROXY: address }).catch((error: unknown) => error);
    expect(told).toBeInstanceOf(NoWayOut);
    expect((told as Error).message).toBe('HTTPS_PROXY names no proxy: write http://HOST:PORT');
  });

  it.each([
    ['https_proxy', FAR, true],
    ['HTTPS_PROXY', FAR, true],
    // A machine that names only one proxy uses it for all.
    ['HTTP_PROXY', FAR, true],
    ['HTTP_PROXY', new URL('http://time.example:3000/'), true],
    ['HTTPS_PROXY', new URL('http://time.example:3000/'), false],
    ['HTTP_PROXY', new URL('http://localhost:3000/'), false],
    ['HTTP_PROXY', new URL('http://127.0.0.1:3000/'), false],
    ['HTTP_PROXY', new URL('http://[::1]:3000/'), false],
    ['HTTPS_PROXY', new URL('https://localhost/'), false],
  ])('named by %s is used for %s: %p', async (name, url, isUsed) => {
    await goOut({ [name]: 'http://name:secret@proxy.example:8080' });
    expect(wayTo(url).agent !== undefined).toBe(isUsed);
  });

  it.each(['time.example', '.example', '*', 'other.example, TIME.EXAMPLE', 'time.example:443'])(
    'is not used when NO_PROXY is %s',
    async (names) => {
      await goOut({ HTTP_PROXY: 'http://proxy.example:8080', NO_PROXY: names });
      expect(wayTo(FAR).agent).toBeUndefined();
    },
  );

  it('is that of HTTP_PROXY where ALL_PROXY names one of another kind', async () => {
    await goOut({ HTTP_PROXY: 'http://proxy.example:8080', ALL_PROXY: 'socks5://other.example:1080' });
    expect(wayTo(FAR).agent).toMatchObject({ proxy: { hostname: 'proxy.example' } });
  });

  it('is one agent for all calls, so that connections are kept', async () => {
    await goOut({ HTTPS_PROXY: 'http://proxy.example:8080' });
    expect(wayTo(FAR).agent).toBe(wayTo(new URL('https://time.example/agent')).agent);
  });
});
