import fc from 'fast-check';
import { BLIND, END, grown, INPUT, NOON, READY, type Report, TICK, window } from '../testing/moments.js';
import { INITIAL_SESSION, observe, type Span } from './sessioniser.js';

const LIMIT_MS = 300_000;

describe('any history', () => {
  const report = fc.oneof(
    fc.constant<Report>(READY),
    fc.constant<Report>(BLIND),
    fc.constantFrom<Report>(window('A', 'x'), window('A', 'y'), window('B')),
    fc.constantFrom<Report>(TICK, { type: 'flush' }, { type: 'none' }, { type: 'lost', reason: '' }, END),
    fc.integer({ min: 0, max: 900_000 }).map<Report>((idleMs) => ({ type: 'input', idleMs })),
    fc.integer({ min: 0, max: 3_000 }).map<Report>((idleMs) => ({ type: 'input', idleMs })),
  );
  const history = (wallStep: fc.Arbitrary<number>) =>
    fc.array(fc.record({ report, wallMs: wallStep, skewMs: fc.constantFrom(0, 0, 0, -3_000, 1_500) }), {
      maxLength: 150,
    });
  const forward = fc.oneof(fc.integer({ min: 0, max: 6_000 }), fc.integer({ min: 0, max: 400_000 }));

  /**
   * Spans with the time at which each was given out, and how far the wall clock went forward in
   * all.
   */
  function replay(steps: { report: Report; wallMs: number; skewMs: number }[]) {
    let [state, wallMs, monotonicMs, forwardMs] = [INITIAL_SESSION, NOON, 0, 0];
    const given: { span: Span; latestMs: number }[] = [];
    for (const step of steps) {
      // When the clock is set back, open time ends where the clock stood before.
      const latestMs = Math.max(wallMs, wallMs + step.wallMs);
      wallMs += step.wallMs;
      forwardMs += Math.max(0, step.wallMs);
      monotonicMs += Math.max(0, step.wallMs + step.skewMs);
      const result = observe(state, { at: { wallMs, monotonicMs }, report: step.report }, LIMIT_MS);
      state = result.state;
      given.push(...result.spans.map((span) => ({ span, latestMs })));
    }
    return { given, shipped: grown(given.map(({ span }) => span)), forwardMs };
  }

  it('gives positive spans that end by now, stay in one bucket and never exceed the passed time', () => {
    const anyStep = fc.oneof(forward, fc.integer({ min: -4_000_000, max: 0 }));
    fc.assert(
      fc.property(history(anyStep), (steps) => {
        const { given, shipped, forwardMs } = replay(steps);
        for (const { span, latestMs } of given) {
          expect(span.endedAt).toBeGreaterThan(span.startedAt);
          expect(span.endedAt).toBeLessThanOrEqual(latestMs);
          expect(Math.floor(span.startedAt / 300_000)).toBe(Math.floor((span.endedAt - 1) / 300_000));
        }
        const totalMs = shipped.reduce((sum, span) => sum + span.endedAt - span.startedAt, 0);
        expect(totalMs).toBeLessThanOrEqual(forwardMs);
      }),
      { numRuns: 300 },
    );
  });

  it('gives ordered spans without overlap while the clock is not set back', () => {
    fc.assert(
      fc.property(history(forward), (steps) => {
        const { shipped } = replay(steps);
        for (const [index, span] of shipped.entries()) {
          expect(span.startedAt).toBeGreaterThanOrEqual(shipped[index - 1]?.endedAt ?? NOON);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives spans, so the laws above have something to check', () => {
    const { given } = replay(
      Array.from({ length: 20 }, (_unused, index) => ({
        report: index === 0 ? READY : index === 2 ? window('A') : INPUT,
        wallMs: 5_000,
        skewMs: 0,
      })),
    );
    expect(given.length).toBeGreaterThan(0);
  });
});

/**
 * Histories at a keyboard with what a person must get for them. The clock runs steadily, titles
 * and windows change at any speed, and some pauses reach the limit.
 */
describe('any speed of titles and windows', () => {
  interface Step {
    pauseMs: number;
    change: 'title' | 'window' | 'none' | 'input' | 'tick' | 'flush';
    name: number;
  }
  const pauseMs = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 700 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 5_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 5_000, max: 29_000 }) },
  );
  const steps = fc.array(
    fc.record<Step>({
      pauseMs,
      change: fc.constantFrom('title', 'title', 'title', 'window', 'none', 'input', 'input', 'tick', 'flush'),
      name: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 300 },
  );

  /** The spans of a history, and its confirmed time by a second way to count it. */
  function play(history: Step[], titleOf: (name: number, index: number) => string, limitMs: number) {
    let [state, wallMs, lastInputMs, unconfirmedMs, confirmedMs] = [INITIAL_SESSION, NOON, NOON, 0, 0];
    let [front, isShown] = [0, false];
    const spans: Span[] = [];
    const take = (report: Report) => {
      const result = observe(state, { at: { wallMs, monotonicMs: wallMs }, report }, limitMs);
      state = result.state;
      spans.push(...result.spans);
    };
    take(READY);
    take(INPUT);
    for (const [index, { pauseMs: passedMs, change, name }] of [
      ...history,
      { pauseMs: 9, change: 'input' as const, name: 0 },
    ].entries()) {
      wallMs += passedMs;
      if (isShown) unconfirmedMs += passedMs;
      if (change === 'input') {
        if (wallMs - lastInputMs < limitMs) confirmedMs += unconfirmedMs;
        [lastInputMs, unconfirmedMs] = [wallMs, 0];
        take(INPUT);
      } else if (change === 'tick') take({ type: 'input', idleMs: wallMs - lastInputMs });
      else if (change === 'flush') take({ type: 'flush' });
      else if (change === 'none') {
        isShown = false;
        take({ type: 'none' });
      } else {
        isShown = true;
        if (change === 'window') front = name;
        take({ ...window('ABCD'[front] ?? '', titleOf(name, index)) });
      }
    }
    take(END);
    return { spans: grown(spans), confirmedMs };
  }

  const totalMs = (spans: Span[]) => spans.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);

  it('sends all confirmed time and no more, whatever the titles do', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(60_000, LIMIT_MS), (history, limitMs) => {
        const { spans, confirmedMs } = play(history, (_name, index) => `title ${index}`, limitMs);
        expect(totalMs(spans)).toBe(confirmedMs);
        for (const [index, span] of spans.entries()) {
          expect(span.endedAt).toBeGreaterThan(span.startedAt);
          expect(span.startedAt).toBeGreaterThanOrEqual(spans[index - 1]?.endedAt ?? NOON);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives each application the time that it would have without titles', () => {
    const timeOf = (spans: Span[]) =>
      Object.fromEntries(
        'ABCD'.split('').map((name) => [name, totalMs(spans.filter((span) => span.application === name))]),
      );
    fc.assert(
      fc.property(steps, (history) => {
        const restless = play(history, (name) => `title ${name}`, LIMIT_MS);
        const still = play(history, () => '', LIMIT_MS);
        expect(timeOf(restless.spans)).toEqual(timeOf(still.spans));
      }),
      { numRuns: 300 },
    );
  });

  it('has confirmed time, so the laws above have something to check', () => {
    const history = Array.from({ length: 40 }, (): Step[] => [
      { pauseMs: 100, change: 'title', name: 1 },
      { pauseMs: 100, change: 'input', name: 1 },
    ]).flat();
    expect(play(history, (_name, index) => `${index}`, LIMIT_MS).confirmedMs).toBeGreaterThan(7_000);
  });
});
