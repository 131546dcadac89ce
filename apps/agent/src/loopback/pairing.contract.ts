import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SiteNames } from '../sites/site-names.js';
import { SitesToday } from '../sites/sites-today.js';
import { askPort } from '../testing/ask-port.js';
import { askForPairing, ORIGIN, PairedExtension } from '../testing/paired-extension.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { openExtensionPort } from './extension-port.js';
import { openForExtension } from './for-extension.js';
import { CODE_MS, Pairing } from './pairing.js';

const STRANGER = `chrome-extension://${'b'.repeat(32)}`;

interface Scene {
  port: number;
  pairing: Pairing;
  clock: { ms: number };
  file: string;
}

async function onPort(work: (scene: Scene) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const [clock, file] = [{ ms: 0 }, join(folder, 'paired.json')];
    const pairing = await Pairing.open({ file, nowMs: () => clock.ms });
    const today = await SitesToday.open(join(folder, 'sites-today.json'), Date.now);
    const { port, close } = await openExtensionPort({
      ...{ port: 0, device: 'laptop', pairing, sites: new SiteNames(() => 0), today },
    });
    await work({ port, pairing, clock, file }).finally(close);
  });
}

const code = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { code: string } }).error?.code,
];

describe('pairing', () => {
  it('agrees on a secret by a code, and both show that they know the code', () =>
    onPort(async ({ port, pairing, file, clock }) => {
      const shown = pairing.newCode();
      expect(shown).toMatch(/^[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{8}$/);
      const { status, body, agentProof, secret } = await askForPairing(port, { code: shown });
      expect(status).toBe(200);
      const { id, proof } = body as { id: string; proof: string };
      expect(proof).toBe(agentProof);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readFile(file, 'utf8')).toContain(secret);
      const again = await Pairing.open({ file, nowMs: () => clock.ms });
      expect([again.pairedAs(id, ORIGIN)?.secret, again.pairedAs(id, STRANGER), again.browsers]).toEqual([
        secret,
        undefined,
        ['chromium'],
      ]);
    }));

  it('sends neither the code nor the secret', () =>
    onPort(async ({ port, pairing }) => {
      const shown = pairing.newCode();
      const { body, secret = '?' } = await askForPairing(port, { code: shown });
      expect(JSON.stringify(body)).not.toContain(secret);
      expect(JSON.stringify(body)).not.toContain(shown);
      expect(Object.keys(body as object)).toEqual(['id', 'proof']);
    }));

  it.each<[string, (scene: Scene, shown: string) => Promise<unknown> | void]>([
    ['was used', ({ port }, shown) => askForPairing(port, { code: shown })],
    ['is older than five minutes', ({ clock }) => void (clock.ms += CODE_MS + 1)],
    ['was replaced by a newer one', ({ pairing }) => void pairing.newCode()],
    [
      'was guessed at five times',
      async ({ port }) => {
        for (let guess = 0; guess < 5; guess++)
          expect(code(await askForPairing(port, { code: `WRONG${guess}` }))).toEqual([403, 'wrong_code']);
      },
    ],
    [
      'was guessed at five times at once',
      async ({ port }) => {
        const guesses = Array.from({ length: 5 }, (_unused, guess) => askForPairing(port, { code: `WRONG${guess}` }));
        await Promise.all(guesses);
      },
    ],
  ])('refuses a code that %s', (_title, before) =>
    onPort(async (scene) => {
      const shown = scene.pairing.newCode();
      await before(scene, shown);
      expect(code(await askForPairing(scene.port, { code: shown }))).toEqual([403, 'wrong_code']);
    }),
  );

  it('by one code gives one pairing, also when two ask at once', () =>
    onPort(async ({ port, pairing }) => {
      const shown = pairing.newCode();
      const both = await Promise.all([askForPairing(port, { code: shown }), askForPairing(port, { code: shown })]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    }));

  it('through a program at another port does not work: the proof holds the port', () =>
    onPort(async ({ port, pairing }) => {
      const shown = pairing.newCode();
      const answer = await askForPairing(port, { code: shown, believedPort: port + 1 });
      expect(code(answer)).toEqual([403, 'wrong_code']);
    }));

  it('before any code was asked for is refused', () =>
    onPort(async ({ port }) => {
      expect(code(await askForPairing(port, { code: '' }))).toEqual([403, 'wrong_code']);
    }));

  it.each<[string, unknown, string]>([
    ['no key', { browser: 'chromium', proof: 'x' }, 'wrong_body'],
    ['no proof', { browser: 'chromium', key: 'x' }, 'wrong_body'],
    ['a key that is no point of the curve', { browser: 'chromium', key: 'x'.repeat(87), proof: 'x' }, 'wrong_body'],
    ['the empty key', { browser: 'chromium', key: '', proof: '' }, 'wrong_body'],
    ['an unknown browser', { browser: 'netscape', key: 'x', proof: 'x' }, 'wrong_browser'],
  ])('with %s is refused', (_title, body, expected) =>
    onPort(async ({ port, pairing }) => {
      pairing.newCode();
      const answer = await askPort(port, '/v1/pairing', { body, headers: { origin: ORIGIN } });
      expect(code(answer)).toEqual([400, expected]);
    }),
  );

  it('of a second profile, whose extension has the same origin, keeps the first one', () =>
    onPort(async ({ port, pairing }) => {
      const first = await PairedExtension.pair(port, pairing.newCode());
      const second = await PairedExtension.pair(port, pairing.newCode());
      for (const extension of [first, second]) expect((await extension.call('state')).status).toBe(200);
    }));

  it('keeps the newest twenty, and ends the sessions of the others', () =>
    onPort(async ({ port, pairing }) => {
      const first = await PairedExtension.pair(port, pairing.newCode());
      for (let more = 0; more < 20; more++) await PairedExtension.pair(port, pairing.newCode());
      expect(code(await first.call('state'))).toEqual([401, 'not_paired']);
    }));

  it.each(['', 'null', '{"paired":7}', '{"paired":[{"origin":"https://evil.example"}]}', '{"paired":[null,7]}'])(
    'is gone when its file holds %j, and can be made again',
    (text) =>
      withTemporaryFolder(async (folder) => {
        const file = join(folder, 'paired.json');
        await writeFile(file, text);
        const pairing = await Pairing.open({ file, nowMs: () => 0 });
        expect([pairing.browsers, pairing.outdated]).toEqual([[], 0]);
      }),
  );

  it('of an agent from before this proof must be made again, and the agent says so', () =>
    withTemporaryFolder(async (folder) => {
      const old = { origin: ORIGIN, browser: 'chromium', tokenHash: 'a'.repeat(64), pairedAt: 1 };
      await writeFile(join(folder, 'paired.json'), JSON.stringify({ paired: [old] }));
      const said: string[] = [];
      const sites = new SiteNames(() => 0);
      const { pairing, close } = await openForExtension({
        ...{ port: 0, dataFolder: folder, sites, say: (message) => void said.push(message) },
      });
      await close();
      expect([pairing.browsers, said]).toEqual([[], [expect.stringContaining('must be paired again')]]);
    }));
});
