import { join } from 'node:path';
import { pageAt, titleHash } from '../sites/page.js';
import { SiteNames } from '../sites/site-names.js';
import { Spool } from '../spool/spool.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { Recorder } from './recorder.js';

const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);

interface Scene {
  recorder: Recorder;
  sites: SiteNames;
  pass: (seconds: number) => void;
  show: (title: string, window?: number, application?: string) => void;
  tell: (host: string, title: string, audible?: boolean) => void;
  /** Ends the recording and returns what waits for the server. */
  kept: () => Promise<string[]>;
}

/** A recorder that is joined with the names of sites, on a real spool and a clock of the test. */
async function recording(
  work: (scene: Scene) => Promise<void>,
  browser: 'chromium' | 'firefox' = 'chromium',
  audibleCounts = false,
) {
  await withTemporaryFolder(async (folder) => {
    const at = { wallMs: NOON, monotonicMs: 0 };
    const deviceId = '6f1b3a3e-2f0a-4c59-9d0b-3f8b1c2d4e5f';
    const spool = await Spool.open({ folder: join(folder, 'spool'), deviceId, warn: () => undefined, now: () => NOON });
    const sites = new SiteNames(() => at.monotonicMs);
    const recorder = new Recorder({
      source: { idleMs: async () => 0 },
      clock: { now: () => ({ ...at }), correctionMs: 0 },
      spool,
      sites,
      idleLimitMs: 300_000,
      ...{ countsWhenIdle: ['film.example'], audibleCounts },
      titledSites: [{ title: '* - Maps', site: 'maps.example' }],
      say: () => undefined,
    });
    sites.named.subscribe((name) => recorder.name(name));
    sites.told.subscribe(() => recorder.lookAgain());
    const kept = async () => {
      await recorder.end();
      return (await spool.pending(1_000)).map(({ application, title, url, startedAt, endedAt }) =>
        [application, title, url, (startedAt - NOON) / 1_000, (endedAt - NOON) / 1_000].join('|'),
      );
    };
    recorder.see({ type: 'ready', seesInput: true });
    recorder.see({ type: 'input', idleMs: 0 });
    await work({
      recorder,
      sites,
      kept,
      pass: (seconds) => {
        at.wallMs += seconds * 1_000;
        at.monotonicMs += seconds * 1_000;
      },
      show: (title, window = 1, application = browser === 'firefox' ? 'firefox-esr' : 'Chromium') =>
        recorder.see({ type: 'active', window, application, title }),
      tell: (host, title, audible = false) => sites.tell(browser, pageAt({ host, path: '/p', title, audible }) ?? null),
    }).finally(() => spool.close());
  });
}

describe('time in a browser', () => {
  it('has the page that its extension tells, also when it tells it late', () =>
    recording(async ({ show, tell, pass, kept }) => {
      tell('mail.example', 'Inbox');
      show('Inbox - Chromium');
      pass(10);
      show('News - Chromium');
      pass(10);
      tell('news.example', 'News');
      pass(10);
      expect(await kept()).toEqual([
        'Chromium|Inbox|https://mail.example/p|0|10',
        'Chromium|News|https://news.example/p|10|30',
      ]);
    }));

  it('has the host alone when the title stays in the browser, and the title is written nowhere', () =>
    recording(async ({ show, sites, pass, kept }) => {
      const hide = (host: string, title: string) =>
        sites.tell('firefox', pageAt({ host, titleHash: titleHash(title) }) ?? null);
      hide('mail.example', 'Inbox');
      show('Inbox — Mozilla Firefox');
      pass(10);
      show('News — Mozilla Firefox');
      pass(10);
      hide('news.example', 'News');
      pass(10);
      show('Something else — Mozilla Firefox');
      pass(10);
      expect(await kept()).toEqual([
        'firefox-esr||https://mail.example/|0|10',
        'firefox-esr||https://news.example/|10|30',
        'firefox-esr|||30|40',
      ]);
    }, 'firefox'));

  it('is the application alone in a private window with the same title, and without a word', () =>
    recording(async ({ show, tell, pass, kept }) => {
      tell('mail.example', 'Inbox');
      show('Inbox - Chromium', 1);
      pass(10);
      show('Inbox - Chromium', 2);
      pass(10);
      show('Secret - Chromium', 2);
      pass(10);
      expect(await kept()).toEqual([
        'Chromium|Inbox|https://mail.example/p|0|10',
        'Chromium|||10|20',
        'Chromium|||20|30',
      ]);
    }));

  it('of a Firefox whose extension tells nothing has no title either: the page is excluded', () =>
    recording(async ({ show, tell, sites, pass, kept }) => {
      show('Bank — Mozilla Firefox');
      sites.tell('firefox', null);
      pass(10);
      tell('news.example', 'News');
      show('News — Mozilla Firefox');
      pass(10);
      expect(await kept()).toEqual(['firefox-esr|||0|10', 'firefox-esr|News|https://news.example/p|10|20']);
    }, 'firefox'));

  it('of a Firefox without an extension has its title as before', () =>
    recording(async ({ show, pass, kept }) => {
      show('News — Mozilla Firefox');
      pass(10);
      expect(await kept()).toEqual(['firefox-esr|News — Mozilla Firefox||0|10']);
    }, 'firefox'));

  it('without an extension has the site of its title, and no title, when the person has made a rule', () =>
    recording(async ({ show, pass, kept, tell }) => {
      show('Home - Maps - Chromium');
      pass(10);
      show('Other - Chromium');
      pass(10);
      tell('news.example', 'News');
      show('Home - Maps - Chromium');
      pass(10);
      expect(await kept()).toEqual(['Chromium||https://maps.example/|0|10', 'Chromium|||10|20', 'Chromium|||20|30']);
    }));

  it('counts without input while the desktop says that its program keeps the screen on', () =>
    recording(async ({ pass, kept, recorder }) => {
      const call = { type: 'active', window: 9, application: 'zoom', title: 'Call' } as const;
      for (const countsWhenIdle of [true, false]) {
        recorder.see({ ...call, countsWhenIdle });
        for (let step = 0; step < 40; step++) {
          pass(15);
          recorder.see({ type: 'input', idleMs: (step + 1) * 15_000 });
        }
      }
      recorder.see({ type: 'none' });
      const lengths = (await kept()).map((line) => line.split('|').slice(-2).map(Number));
      expect(lengths.reduce((sum, [from = 0, until = 0]) => sum + until - from, 0)).toBe(600);
    }));

  it.each([
    ['film.example', true, false, 900],
    ['film.example', false, false, 0],
    ['other.example', true, false, 0],
    ['other.example', true, true, 900],
    ['other.example', false, true, 0],
  ])('of %s with sound %s, while all sound counts: %s, counts without input for %i s', (site, audible, all, seconds) =>
    recording(
      async ({ show, tell, pass, kept, recorder }) => {
        tell(site, 'Film', audible);
        show('Film - Chromium');
        for (let step = 0; step < 60; step++) {
          pass(15);
          tell(site, 'Film', audible);
          recorder.see({ type: 'input', idleMs: (step + 1) * 15_000 });
          expect(recorder.isCounting).toBe(seconds > 0);
        }
        recorder.see({ type: 'none' });
        expect(recorder.isCounting).toBe(false);
        const lengths = (await kept()).map((line) => line.split('|').slice(-2).map(Number));
        expect(lengths.reduce((sum, [from = 0, until = 0]) => sum + until - from, 0)).toBe(seconds);
      },
      'chromium',
      all,
    ),
  );
});
