import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SiteNames } from '../sites/site-names.js';
import { SitesToday } from '../sites/sites-today.js';
import { askPort, type PortAsking } from '../testing/ask-port.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { openExtensionPort, type SiteBlocks } from './extension-port.js';
import { CODE_MS, Pairing } from './pairing.js';

const ORIGIN = `chrome-extension://${'a'.repeat(32)}`;
const NO_ORIGIN = 'none';
const STRANGER = `chrome-extension://${'b'.repeat(32)}`;

interface Scene {
  pairing: Pairing;
  sites: SiteNames;
  today: SitesToday;
  clock: { ms: number };
  file: string;
  ask: (path: string, asking?: PortAsking) => ReturnType<typeof askPort>;
  /** Pairs and returns the headers of the extension. */
  paired: () => Promise<Record<string, string>>;
}

async function onPort(work: (scene: Scene) => Promise<void>, blocks?: SiteBlocks): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const clock = { ms: 0 };
    const file = join(folder, 'paired.json');
    const pairing = await Pairing.open({ file, nowMs: () => clock.ms });
    const sites = new SiteNames(() => clock.ms);
    const today = await SitesToday.open(join(folder, 'sites-today.json'), Date.now);
    let pausedUntil: number | null | undefined;
    const pausing = {
      state: () => (pausedUntil === undefined ? null : { until: pausedUntil }),
      pause: async (minutes: number) => void (pausedUntil = minutes * 60_000),
      resume: async () => void (pausedUntil = undefined),
    };
    const port = await openExtensionPort({
      ...{ port: 0, device: 'laptop', pairing, sites, today, pausing },
      ...(blocks === undefined ? {} : { blocks }),
    });
    const ask = (path: string, asking: PortAsking = {}) => {
      const { origin = ORIGIN, ...headers } = asking.headers ?? {};
      const shown: Record<string, string> = origin === NO_ORIGIN ? {} : { origin };
      return askPort(port.port, path, { ...asking, headers: { ...shown, ...headers } });
    };
    const paired = async () => {
      const { body } = await ask('/v1/pairing', { body: { code: pairing.newCode(), browser: 'chromium' } });
      return { authorization: `Bearer ${(body as { token: string }).token}` };
    };
    await work({ pairing, sites, today, clock, file, ask, paired }).finally(() => port.close());
  });
}

const code = (answer: Awaited<ReturnType<typeof askPort>>) => [
  answer.status,
  (answer.body as { error?: { code: string } }).error?.code,
];
const TAB = { host: 'news.example', path: '/today', title: 'News', audible: false };

describe('pairing', () => {
  it('gives a token for the code that the person reads, in any spelling, and keeps its hash only', () =>
    onPort(async ({ pairing, ask, file, clock }) => {
      const shown = pairing.newCode();
      expect(shown).toMatch(/^[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{8}$/);
      const typed = `${shown.slice(0, 4).toLowerCase()}-${shown.slice(4)} `;
      const { status, body } = await ask('/v1/pairing', { body: { code: typed, browser: 'chromium' } });
      const { token } = body as { token: string };
      expect([status, token]).toEqual([200, expect.stringMatching(/^[\w-]{43}$/)]);
      expect(await readFile(file, 'utf8')).not.toContain(token);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const again = await Pairing.open({ file, nowMs: () => clock.ms });
      expect([again.pairedAs(token, ORIGIN), again.pairedAs(token, STRANGER), again.browsers]).toEqual([
        expect.any(String),
        undefined,
        ['chromium'],
      ]);
    }));

  it.each<[string, (scene: Scene, shown: string) => Promise<unknown> | void]>([
    ['was used', async ({ ask }, shown) => ask('/v1/pairing', { body: { code: shown, browser: 'chromium' } })],
    ['is older than five minutes', ({ clock }) => void (clock.ms += CODE_MS + 1)],
    ['was replaced by a newer one', ({ pairing }) => void pairing.newCode()],
    [
      'was guessed at five times',
      async ({ ask }) => {
        for (let guess = 0; guess < 5; guess++)
          expect(code(await ask('/v1/pairing', { body: { code: `WRONG${guess}`, browser: 'chromium' } }))).toEqual([
            403,
            'wrong_code',
          ]);
      },
    ],
  ])('refuses a code that %s', (_title, before) =>
    onPort(async (scene) => {
      const shown = scene.pairing.newCode();
      await before(scene, shown);
      const answer = await scene.ask('/v1/pairing', { body: { code: shown, browser: 'chromium' } });
      expect(code(answer)).toEqual([403, 'wrong_code']);
    }),
  );

  it('before any code was asked for refuses each', () =>
    onPort(async ({ ask }) => {
      expect(code(await ask('/v1/pairing', { body: { code: '', browser: 'chromium' } }))).toEqual([403, 'wrong_code']);
    }));

  it('of a second profile, whose extension has the same origin, keeps the first one', () =>
    onPort(async ({ ask, paired }) => {
      for (const headers of [await paired(), await paired()])
        expect((await ask('/v1/state', { headers })).status).toBe(200);
    }));

  it('keeps the newest twenty', () =>
    onPort(async ({ ask, paired }) => {
      const first = await paired();
      for (let more = 0; more < 20; more++) await paired();
      expect(code(await ask('/v1/state', { headers: first }))).toEqual([401, 'not_paired']);
    }));

  it.each(['', 'null', '{"paired":7}', '{"paired":[{"origin":"https://evil.example"}]}', '{"paired":[null]}'])(
    'is gone when its file holds %j, and can be made again',
    (text) =>
      withTemporaryFolder(async (folder) => {
        const file = join(folder, 'paired.json');
        await writeFile(file, text);
        const pairing = await Pairing.open({ file, nowMs: () => 0 });
        expect(pairing.browsers).toEqual([]);
        const token = await pairing.redeem(pairing.newCode(), { origin: ORIGIN, browser: 'edge' });
        expect(pairing.pairedAs(token, ORIGIN)).toBeDefined();
      }),
  );
});

describe('a paired extension', () => {
  it('tells its tab, and the window gets the name', () =>
    onPort(async ({ ask, paired, sites }) => {
      const headers = await paired();
      const { status, body } = await ask('/v1/tab', { headers, body: { browser: 'chromium', tab: TAB } });
      expect([status, body]).toEqual([200, { reportSeconds: 60, paused: false, pausedUntil: null, block: null }]);
      const report = { type: 'active', window: 1, application: 'Chromium', title: 'News - Chromium' } as const;
      expect(sites.see(report).page?.url).toBe('https://news.example/today');
      await ask('/v1/tab', { headers, body: { browser: 'chromium', tab: null } });
      expect(sites.see(report).page).toBeUndefined();
    }));

  it('sees the sites of the day, pauses and resumes', () =>
    onPort(async ({ ask, paired, today }) => {
      const headers = await paired();
      const now = Date.now();
      today.add([{ application: 'Chromium', url: 'https://news.example/', startedAt: now, endedAt: now + 5_000 }]);
      const calm = { device: 'laptop', paused: false, pausedUntil: null, focus: null };
      const top = [{ site: 'news.example', seconds: 5 }];
      expect((await ask('/v1/state', { headers })).body).toEqual({ ...calm, top });
      const paused = { paused: true, pausedUntil: 1_800_000 };
      expect((await ask('/v1/pause', { headers, body: { minutes: 30 } })).body).toEqual(paused);
      expect((await ask('/v1/state', { headers })).body).toEqual({ ...calm, ...paused, top });
      expect((await ask('/v1/resume', { headers, body: {} })).body).toEqual({ paused: false, pausedUntil: null });
    }));

  it('learns that its tab is blocked, and may ask for more', () => {
    const blocks: SiteBlocks = {
      blockOf: (host) => (host === 'game.example' ? { reason: 'focus', endsAt: 9, host, mayExtend: true } : null),
      more: (host) => (host === 'game.example' ? 7 : null),
      focus: () => ({ endsAt: 9 }),
    };
    return onPort(async ({ ask, paired }) => {
      const headers = await paired();
      const game = { browser: 'chromium', tab: { ...TAB, host: 'www.game.example' } };
      const block = { reason: 'focus', endsAt: 9, host: 'game.example', mayExtend: true };
      expect((await ask('/v1/tab', { headers, body: game })).body).toMatchObject({ block });
      expect((await ask('/v1/state', { headers })).body).toMatchObject({ focus: { endsAt: 9 } });
      expect((await ask('/v1/block/more', { headers, body: { host: 'game.example' } })).body).toEqual({ until: 7 });
      expect(code(await ask('/v1/block/more', { headers, body: { host: 'news.example' } }))).toEqual([409, 'no_more']);
    }, blocks);
  });

  it('of Chromium may send a GET without an origin, by its token', () =>
    onPort(async ({ ask, paired }) => {
      const bare = { ...(await paired()), origin: NO_ORIGIN };
      expect((await ask('/v1/state', { headers: bare })).status).toBe(200);
      expect((await ask('/v1/resume', { headers: bare, body: {} })).status).toBe(403);
      expect((await ask('/v1/state', { headers: { origin: NO_ORIGIN } })).status).toBe(403);
      expect((await ask('/v1/state', { headers: { origin: NO_ORIGIN, authorization: 'Bearer x' } })).status).toBe(401);
    }));

  it.each<[string, unknown, string]>([
    ['no body', [], 'wrong_body'],
    ['an unknown browser', { browser: 'netscape', tab: TAB }, 'wrong_browser'],
    ['no tab', { browser: 'chromium' }, 'wrong_body'],
    ['a tab without a host', { browser: 'chromium', tab: {} }, 'wrong_tab'],
    ['a title that is a list', { browser: 'chromium', tab: { ...TAB, title: [] } }, 'wrong_tab'],
    ['a host with a user', { browser: 'chromium', tab: { ...TAB, host: 'me:pw@x.example' } }, 'wrong_tab'],
    ['a name of a built-in', { browser: '__proto__', tab: TAB }, 'wrong_browser'],
  ])('that tells %s is refused and changes nothing', (_title, body, expected) =>
    onPort(async ({ ask, paired, sites }) => {
      let told = 0;
      sites.told.subscribe(() => (told += 1));
      const answer = await ask('/v1/tab', { headers: await paired(), body });
      expect([...code(answer), told]).toEqual([400, expected, 0]);
    }),
  );

  it.each([0, -1, 1.5, 1e9, '30', null])('cannot pause for %j minutes', (minutes) =>
    onPort(async ({ ask, paired }) => {
      const answer = await ask('/v1/pause', { headers: await paired(), body: { minutes } });
      expect(code(answer)).toEqual([400, 'wrong_minutes']);
    }),
  );
});

describe('others', () => {
  it.each<[string, string, PortAsking, unknown[]]>([
    ['an extension without a token', '/v1/state', {}, [401, 'not_paired']],
    ['a token that was made up', '/v1/state', { headers: { authorization: 'Bearer x' } }, [401, 'not_paired']],
    ['an unknown address', '/v1/states', {}, [404, 'not_found']],
    ['a name of a built-in', '/constructor', {}, [404, 'not_found']],
    ['another method', '/v1/state', { method: 'DELETE' }, [404, 'not_found']],
    ['a page', '/v1/state', { headers: { origin: 'https://evil.example' } }, [403, 'wrong_origin']],
    ['a page whose name leads here', '/v1/state', { headers: { host: 'evil.example' } }, [403, 'wrong_host']],
    [
      'a form of a page',
      '/v1/tab',
      { text: 'tab=1', headers: { origin: 'https://evil.example', 'content-type': 'text/plain' } },
      [403, 'wrong_origin'],
    ],
    ['text that is no JSON', '/v1/pairing', { text: '{' }, [400, 'not_json']],
    ['a body of 1 MB', '/v1/pairing', { text: `"${'x'.repeat(1_000_000)}"` }, [413, 'too_large']],
  ])('%s is refused', (_title, path, asking, expected) =>
    onPort(async ({ ask }) => {
      expect(code(await ask(path, asking))).toEqual(expected);
    }),
  );

  it('a second extension cannot use the token of the first', () =>
    onPort(async ({ ask, paired }) => {
      const answer = await ask('/v1/state', { headers: { ...(await paired()), origin: STRANGER } });
      expect(code(answer)).toEqual([401, 'not_paired']);
    }));

  it('an extension hears before its call that it may ask, a page does not', () =>
    onPort(async ({ ask }) => {
      const asking = { 'access-control-request-method': 'POST', 'access-control-request-private-network': 'true' };
      const extension = await ask('/v1/tab', { method: 'OPTIONS', headers: asking });
      expect(extension.status).toBe(204);
      expect(extension.headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-private-network': 'true',
        'access-control-allow-headers': 'authorization, content-type',
        vary: 'Origin',
      });
      const page = await ask('/v1/tab', { method: 'OPTIONS', headers: { ...asking, origin: 'https://evil.example' } });
      expect([page.status, page.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    }));
});
