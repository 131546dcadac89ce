import { SiteNames } from '../sites/site-names.js';
import { SitesToday } from '../sites/sites-today.js';
import { askPort, type PortAsking } from '../testing/ask-port.js';
import { ORIGIN, PairedExtension } from '../testing/paired-extension.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { join } from 'node:path';
import { openExtensionPort, type SiteBlocks } from './extension-port.js';
import { Pairing } from './pairing.js';

const STRANGER = `chrome-extension://${'b'.repeat(32)}`;

interface Scene {
  port: number;
  pairing: Pairing;
  sites: SiteNames;
  today: SitesToday;
  paired: () => Promise<PairedExtension>;
}

async function onPort(work: (scene: Scene) => Promise<void>, blocks?: SiteBlocks): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const pairing = await Pairing.open({ file: join(folder, 'paired.json'), nowMs: () => 0 });
    const sites = new SiteNames(() => 0);
    const today = await SitesToday.open(join(folder, 'sites-today.json'), Date.now);
    let pausedUntil: number | null | undefined;
    const pausing = {
      state: () => (pausedUntil === undefined ? null : { until: pausedUntil }),
      pause: async (minutes: number) => void (pausedUntil = minutes * 60_000),
      resume: async () => void (pausedUntil = undefined),
    };
    const { port, close } = await openExtensionPort({
      ...{ port: 0, device: 'laptop', pairing, sites, today, pausing },
      ...(blocks === undefined ? {} : { blocks }),
    });
    const paired = () => PairedExtension.pair(port, pairing.newCode());
    await work({ port, pairing, sites, today, paired }).finally(close);
  });
}

const code = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { code: string } }).error?.code,
];
const TAB = { host: 'news.example', path: '/today', title: 'News', audible: false };

describe('a paired extension', () => {
  it('tells its tab, and the window gets the name', () =>
    onPort(async ({ paired, sites }) => {
      const extension = await paired();
      const answer = await extension.call('tab', { browser: 'chromium', tab: TAB });
      const body = { reportSeconds: 60, paused: false, pausedUntil: null, block: null };
      expect(answer).toEqual({ status: 200, body });
      const report = { type: 'active', window: 1, application: 'Chromium', title: 'News - Chromium' } as const;
      expect(sites.see(report).page?.url).toBe('https://news.example/today');
      await extension.call('tab', { browser: 'chromium', tab: null });
      expect(sites.see(report).page).toBeUndefined();
    }));

  it('sees the sites of the day, pauses and resumes', () =>
    onPort(async ({ paired, today }) => {
      const extension = await paired();
      const now = Date.now();
      today.add([{ application: 'Chromium', url: 'https://news.example/', startedAt: now, endedAt: now + 5_000 }]);
      const calm = { device: 'laptop', paused: false, pausedUntil: null, focus: null };
      const top = [{ site: 'news.example', seconds: 5 }];
      expect((await extension.call('state')).body).toEqual({ ...calm, top });
      const paused = { paused: true, pausedUntil: 1_800_000 };
      expect((await extension.call('pause', { minutes: 30 })).body).toEqual(paused);
      expect((await extension.call('state')).body).toEqual({ ...calm, ...paused, top });
      expect((await extension.call('resume')).body).toEqual({ paused: false, pausedUntil: null });
    }));

  it('learns that its tab is blocked, and may ask for more', () => {
    const blocks: SiteBlocks = {
      blockOf: (host) => (host === 'game.example' ? { reason: 'focus', endsAt: 9, host, mayExtend: true } : null),
      more: (host) => (host === 'game.example' ? 7 : null),
      focus: () => ({ endsAt: 9 }),
    };
    return onPort(async ({ paired }) => {
      const extension = await paired();
      const block = { reason: 'focus', endsAt: 9, host: 'game.example', mayExtend: true };
      const tab = { ...TAB, host: 'www.game.example' };
      expect((await extension.call('tab', { browser: 'chromium', tab })).body).toMatchObject({ block });
      expect((await extension.call('state')).body).toMatchObject({ focus: { endsAt: 9 } });
      expect((await extension.call('more', { host: 'game.example' })).body).toEqual({ until: 7 });
      expect(code(await extension.call('more', { host: 'news.example' }))).toEqual([409, 'no_more']);
    }, blocks);
  });

  it.each<[string, unknown, string]>([
    ['no body', [], 'wrong_body'],
    ['an unknown browser', { browser: 'netscape', tab: TAB }, 'wrong_browser'],
    ['no tab', { browser: 'chromium' }, 'wrong_body'],
    ['a tab without a host', { browser: 'chromium', tab: {} }, 'wrong_tab'],
    ['a title that is a list', { browser: 'chromium', tab: { ...TAB, title: [] } }, 'wrong_tab'],
    ['a host with a user', { browser: 'chromium', tab: { ...TAB, host: 'me:pw@x.example' } }, 'wrong_tab'],
    ['a name of a built-in', { browser: '__proto__', tab: TAB }, 'wrong_browser'],
  ])('that tells %s is refused and changes nothing', (_title, body, expected) =>
    onPort(async ({ paired, sites }) => {
      let told = 0;
      sites.told.subscribe(() => (told += 1));
      expect([...code(await (await paired()).call('tab', body)), told]).toEqual([400, expected, 0]);
    }),
  );

  it.each([0, -1, 1.5, 1e9, '30', null])('cannot pause for %j minutes', (minutes) =>
    onPort(async ({ paired }) => {
      expect(code(await (await paired()).call('pause', { minutes }))).toEqual([400, 'wrong_minutes']);
    }),
  );

  it.each(['states', 'constructor', '__proto__', null, 7, ['tab']])('has no call %j', (name) =>
    onPort(async ({ paired }) => {
      const extension = await paired();
      const answer = await extension.send(extension.sealedCall(name, {}));
      expect(code(answer)).toEqual([404, 'not_found']);
    }),
  );
});

describe('a session', () => {
  it('takes each question once, also when questions overtake each other', () =>
    onPort(async ({ paired }) => {
      const extension = await paired();
      const [first, second] = [extension.sealedCall('state', {}), extension.sealedCall('state', {})];
      const sends = [];
      for (const one of [second, first, second, first]) sends.push((await extension.send(one)).status);
      expect(sends).toEqual([200, 200, 409, 409]);
    }));

  it('takes no question that is far behind the newest one', () =>
    onPort(async ({ paired }) => {
      const extension = await paired();
      for (let number = 100; number < 165; number++)
        expect((await extension.send(extension.sealedCall('state', {}, number))).status).toBe(200);
      expect(code(await extension.send(extension.sealedCall('state', {}, 1)))).toEqual([409, 'no_session']);
    }));

  it.each<[string, (extension: PairedExtension) => { session: string; sealed: string }]>([
    ['an unknown name', (one) => ({ ...one.sealedCall('state', {}), session: 'x'.repeat(22) })],
    ['a changed question', (one) => ({ ...one.sealedCall('state', {}), sealed: 'x'.repeat(200) })],
    ['an empty question', (one) => ({ ...one.sealedCall('state', {}), sealed: '' })],
    ['a question without a number', (one) => one.sealedCall('state', {}, null)],
    ['a question with the number 0', (one) => one.sealedCall('state', {}, 0)],
    ['a question with a part of a number', (one) => one.sealedCall('state', {}, 1.5)],
  ])('is refused for %s', (_title, question) =>
    onPort(async ({ paired }) => {
      const extension = await paired();
      expect(code(await extension.send(question(extension)))).toEqual([409, 'no_session']);
    }),
  );

  it('of before is unknown to an agent that was started again', () =>
    onPort(async ({ paired }) => {
      const before = await paired();
      const question = before.sealedCall('state', {});
      await onPort(async ({ port }) => {
        const answer = await askPort(port, '/v1/call', { body: question, headers: { origin: ORIGIN } });
        expect(code(answer)).toEqual([409, 'no_session']);
      });
    }));

  it('belongs to one extension: another one can neither begin it nor use it', () =>
    onPort(async ({ port, paired }) => {
      const extension = await paired();
      const body = { pairing: extension.id, nonce: 'n'.repeat(22) };
      expect(code(await askPort(port, '/v1/hello', { body, headers: { origin: STRANGER } }))).toEqual([
        401,
        'not_paired',
      ]);
      const answer = await extension.send(extension.sealedCall('state', {}), STRANGER);
      expect(code(answer)).toEqual([401, 'not_paired']);
    }));

  it('shows nothing of a page or an answer to one who listens', () =>
    onPort(async ({ port, paired, today }) => {
      const now = Date.now();
      today.add([{ application: 'Chromium', url: 'https://news.example/', startedAt: now, endedAt: now + 5_000 }]);
      const extension = await paired();
      const lengths = [];
      for (const title of ['', 'A title', 'A title that is much longer']) {
        const body = extension.sealedCall('tab', { browser: 'chromium', tab: { ...TAB, title } });
        const { body: answered } = await askPort(port, '/v1/call', { body, headers: { origin: ORIGIN } });
        expect(Object.keys({ ...body, ...(answered as object) })).toEqual(['session', 'sealed']);
        lengths.push(body.sealed.length);
      }
      expect(new Set(lengths).size).toBe(1);
    }));
});

describe('others', () => {
  it.each<[string, string, PortAsking, unknown[]]>([
    ['an extension without a session', '/v1/call', { body: {} }, [409, 'no_session']],
    [
      'a name of a built-in as a session',
      '/v1/call',
      { body: { session: '__proto__', sealed: '' } },
      [409, 'no_session'],
    ],
    ['a pairing that was made up', '/v1/hello', { body: { pairing: 'x', nonce: 'n'.repeat(22) } }, [401, 'not_paired']],
    ['a greeting of nothing', '/v1/hello', { body: {} }, [401, 'not_paired']],
    ['a greeting that is a list', '/v1/hello', { body: [] }, [400, 'wrong_body']],
    ['a greeting that is null', '/v1/hello', { text: 'null' }, [400, 'wrong_body']],
    ['an unknown address', '/v1/states', {}, [404, 'not_found']],
    ['a name of a built-in', '/constructor', {}, [404, 'not_found']],
    ['another method', '/v1/call', { method: 'DELETE' }, [404, 'not_found']],
    ['a request without an origin', '/v1/hello', { body: {}, headers: { origin: '' } }, [403, 'wrong_origin']],
    ['a page', '/v1/hello', { body: {}, headers: { origin: 'https://evil.example' } }, [403, 'wrong_origin']],
    ['a page whose name leads here', '/v1/hello', { body: {}, headers: { host: 'evil.example' } }, [403, 'wrong_host']],
    [
      'a form of a page',
      '/v1/hello',
      { text: 'a=1', headers: { origin: 'https://evil.example', 'content-type': 'text/plain' } },
      [403, 'wrong_origin'],
    ],
    ['text that is no JSON', '/v1/pairing', { text: '{' }, [400, 'not_json']],
    ['a body of 1 MB', '/v1/pairing', { text: `"${'x'.repeat(1_000_000)}"` }, [413, 'too_large']],
  ])('%s is refused', (_title, path, asking, expected) =>
    onPort(async ({ port }) => {
      const headers = { origin: ORIGIN, ...asking.headers };
      expect(code(await askPort(port, path, { ...asking, headers }))).toEqual(expected);
    }),
  );

  it.each(['', 'n', 'n'.repeat(65), 'n n n n n n n n n', 7, null])('a greeting with the nonce %j is refused', (nonce) =>
    onPort(async ({ port, paired }) => {
      const body = { pairing: (await paired()).id, nonce };
      const answer = await askPort(port, '/v1/hello', { body, headers: { origin: ORIGIN } });
      expect(code(answer)).toEqual([400, 'wrong_body']);
    }),
  );

  it('an extension hears before its call that it may ask, a page does not', () =>
    onPort(async ({ port }) => {
      const asking = { 'access-control-request-method': 'POST', 'access-control-request-private-network': 'true' };
      const ask = (origin: string) => askPort(port, '/v1/call', { method: 'OPTIONS', headers: { ...asking, origin } });
      const extension = await ask(ORIGIN);
      expect(extension.status).toBe(204);
      expect(extension.headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-private-network': 'true',
        'access-control-allow-headers': 'content-type',
        vary: 'Origin',
      });
      const page = await ask('https://evil.example');
      expect([page.status, page.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    }));
});
