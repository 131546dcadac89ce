import fc from 'fast-check';
import { END, grown, INPUT, joined, type Moment, NOON, READY, record, type Report } from '../testing/moments.js';
import { INITIAL_SESSION, observe, type Span } from './sessioniser.js';

/** A title of a browser's window whose page is not known yet. */
const look = (number: number): Report => ({ type: 'active', window: 1, application: 'Web', look: number });
const shown = (number: number, site: string): Report => ({ ...look(number), url: site, title: 't' }) as Report;
const named = (number: number, site: string): Report => ({ type: 'named', look: number, url: site, title: 't' });
const mail: Report = { type: 'active', window: 2, application: 'Mail' };
const FLUSH: Report = { type: 'flush' };
const START: Moment[] = [
  [0, READY],
  [0, INPUT],
];

describe('a page that becomes known later', () => {
  it.each<[string, Moment[], string[]]>([
    [
      'names the look from its start',
      [
        [0, look(1)],
        [20, named(1, 'a')],
        [30, INPUT],
      ],
      ['Web/t/a 0-30'],
    ],
    [
      'names a short look too, which would be restless without its name',
      [
        [0, shown(1, 'a')],
        [10, look(2)],
        [11, named(2, 'b')],
        [30, INPUT],
      ],
      ['Web/t/a 0-10', 'Web/t/b 10-30'],
    ],
    [
      'names a look that is over, while its time is not given out',
      [
        [0, look(1)],
        [10, mail],
        [12, named(1, 'a')],
        [30, INPUT],
      ],
      ['Web/t/a 0-10', 'Mail 10-30'],
    ],
    [
      'names only what was not given out, as a new stay',
      [
        [0, look(1)],
        [10, INPUT],
        [10, FLUSH],
        [20, named(1, 'a')],
        [30, INPUT],
      ],
      ['Web 0-10', 'Web/t/a 10-30'],
    ],
    [
      'leaves the rest of a look to its window, when a name comes for less than a flicker',
      [
        [0, look(2)],
        [1.711, INPUT],
        [2, look(1)],
        [2, FLUSH],
        [2, named(2, 'a')],
        [2, mail],
        [30, INPUT],
      ],
      ['Web 0-1.711', 'Web/t/a 1.711-2', 'Mail 2-30'],
    ],
    [
      'names nothing else: not another look, not another window',
      [
        [0, look(1)],
        [10, look(2)],
        [20, mail],
        [25, named(1, 'a')],
        [30, INPUT],
      ],
      ['Web/t/a 0-10', 'Web 10-20', 'Mail 20-30'],
    ],
    [
      'does not take back a name',
      [
        [0, look(1)],
        [10, named(1, 'a')],
        [20, named(1, 'b')],
        [30, INPUT],
      ],
      ['Web/t/a 0-30'],
    ],
    [
      'changes at once when the same title belongs to another page now',
      [
        [0, shown(1, 'a')],
        [10, shown(1, 'b')],
        [30, INPUT],
      ],
      ['Web/t/a 0-10', 'Web/t/b 10-30'],
    ],
  ])('%s', (_title, moments, expected) => {
    expect(joined(record([...START, ...moments, [30, END]]))).toEqual(expected);
  });
});

describe('whatever an extension tells', () => {
  interface Step {
    pauseMs: number;
    what: 'look' | 'shown' | 'named' | 'mail' | 'input' | 'flush';
    number: number;
    site: string;
  }
  const steps = fc.array(
    fc.record<Step>({
      pauseMs: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 25_000 })),
      what: fc.constantFrom('look', 'look', 'shown', 'named', 'named', 'mail', 'input', 'input', 'flush'),
      number: fc.integer({ min: 1, max: 4 }),
      site: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 200, size: 'max' },
  );

  /** What a history gives, with the extension or without it. */
  function play(history: readonly Step[], isTold: boolean): Span[] {
    let [state, wallMs] = [INITIAL_SESSION, NOON];
    const spans: Span[] = [];
    const take = (report: Report) => {
      const step = observe(state, { at: { wallMs, monotonicMs: wallMs }, report }, 300_000);
      state = step.state;
      spans.push(...step.spans);
    };
    take(READY);
    take(INPUT);
    for (const { pauseMs, what, number, site } of history) {
      wallMs += pauseMs;
      if (what === 'input') take(INPUT);
      else if (what === 'flush') take(FLUSH);
      else if (what === 'mail') take(mail);
      else if (what === 'named') take(isTold ? named(number, site) : { type: 'tick' });
      else if (!isTold) take({ type: 'active', window: 1, application: 'Web' });
      else take(what === 'look' ? look(number) : shown(number, site));
    }
    take(INPUT);
    take(END);
    return grown(spans);
  }

  const timeOf = (spans: readonly Span[], name: string) =>
    spans
      .filter(({ application }) => application === name)
      .reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);

  it('the windows have the time that they would have without it, and no moment counts twice', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const [told, untold] = [play(history, true), play(history, false)];
        for (const name of ['Web', 'Mail']) expect(timeOf(told, name)).toBe(timeOf(untold, name));
        const inOrder = [...told].sort((one, other) => one.startedAt - other.startedAt);
        for (const [index, span] of inOrder.entries())
          expect(span.startedAt).toBeGreaterThanOrEqual(inOrder[index - 1]?.endedAt ?? NOON);
      }),
      { numRuns: 80 },
    );
  });

  it('a span that is given out grows only under its name', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const starts = play(history, true).map(({ startedAt }) => startedAt);
        expect(new Set(starts).size).toBe(starts.length);
      }),
      { numRuns: 40 },
    );
  });
});
