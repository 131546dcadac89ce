import fc from 'fast-check';
import { type Browser } from '../sites/browser-titles.js';
import { pageAt } from '../sites/page.js';
import { SiteNames } from '../sites/site-names.js';
import { type SpooledSpan } from '../spool/spool.js';
import { grown, NOON } from '../testing/moments.js';
import { Recorder } from './recorder.js';

interface Step {
  passMs: number;
  what: 'show' | 'tell' | 'nothing told' | 'none' | 'input' | 'flush';
  window: number;
  title: string;
  host: string;
}

const TITLES = ['Inbox', 'News', 'Home', 'Inbox - Chromium', '', '\u202eevil'];
const steps = fc.array(
  fc.record<Step>({
    passMs: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 28_000 })),
    what: fc.constantFrom('show', 'show', 'tell', 'tell', 'tell', 'nothing told', 'none', 'input', 'input', 'flush'),
    window: fc.integer({ min: 1, max: 3 }),
    title: fc.constantFrom(...TITLES),
    host: fc.constantFrom('a.example', 'b.example', 'localhost:3000', 'x'),
  }),
  { maxLength: 120, size: 'max' },
);

/** Each window belongs to another program. The second one is no browser. */
const PROGRAMS = ['Chromium', 'XTerm', 'firefox-esr'];
const TELLERS: Browser[] = ['chromium', 'chrome', 'firefox'];
const BRANDS = [' - Chromium', '', ' — Mozilla Firefox'];

/** What is shipped of a history, with what the extensions tell or without it. */
async function shipped(history: readonly Step[], isTold: boolean): Promise<SpooledSpan[]> {
  const at = { wallMs: NOON, monotonicMs: 0 };
  const spans: SpooledSpan[] = [];
  const sites = new SiteNames(() => at.monotonicMs);
  const recorder = new Recorder({
    source: { idleMs: async () => null },
    clock: { now: () => ({ ...at }), correctionMs: 0 },
    spool: { append: async (some) => (spans.push(...some), []) },
    idleLimitMs: 300_000,
    say: () => undefined,
    ...(isTold ? { sites } : {}),
  });
  sites.named.subscribe((name) => recorder.name(name));
  sites.told.subscribe(() => recorder.lookAgain());
  recorder.see({ type: 'ready', seesInput: true });
  recorder.see({ type: 'input', idleMs: 0 });
  for (const { passMs, what, window, title, host } of history) {
    at.wallMs += passMs;
    at.monotonicMs += passMs;
    recorder.take({ type: 'tick' });
    const application = PROGRAMS[window - 1] ?? '';
    if (what === 'show') recorder.see({ type: 'active', window, application, title: `${title}${BRANDS[window - 1]}` });
    else if (what === 'none') recorder.see({ type: 'none' });
    else if (what === 'input') recorder.see({ type: 'input', idleMs: 0 });
    else if (what === 'flush') recorder.take({ type: 'flush' });
    else {
      const page = what === 'tell' ? (pageAt({ host, title }) ?? null) : null;
      sites.tell(TELLERS[window - 1] ?? 'chrome', page);
    }
  }
  recorder.see({ type: 'input', idleMs: 0 });
  await recorder.end();
  return grown(spans);
}

const timeByProgram = (spans: readonly SpooledSpan[]) =>
  PROGRAMS.map((name) =>
    spans
      .filter(({ application }) => application === name)
      .reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0),
  );

it('the shipped time of each program is its confirmed time, whatever extensions tell, and when', async () => {
  let named = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const [told, untold] = [await shipped(history, true), await shipped(history, false)];
      expect(timeByProgram(told)).toEqual(timeByProgram(untold));
      const inOrder = [...told].sort((one, other) => one.startedAt - other.startedAt);
      for (const [index, span] of inOrder.entries())
        expect(span.startedAt).toBeGreaterThanOrEqual(inOrder[index - 1]?.endedAt ?? NOON);
      expect(told.filter(({ application, url }) => application === 'XTerm' && url !== undefined)).toEqual([]);
      named += told.filter(({ url }) => url !== undefined).length;
    }),
    { numRuns: 40 },
  );
  expect(named).toBeGreaterThan(10);
});
