import fc from 'fast-check';
import { INITIAL_SESSION, type Observation, observe, type Span } from './sessioniser.js';

const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);
const LIMIT_MS = 300_000;

type Report = Observation['report'];

const READY: Report = { type: 'ready', seesInput: true };
const BLIND: Report = { type: 'ready', seesInput: false };
const TICK: Report = { type: 'tick' };
const END: Report = { type: 'end' };
const INPUT: Report = { type: 'input', idleMs: 0 };
const window = (application: string, title = ''): Report => ({ type: 'active', application, title });

describe('any history', () => {
  const report = fc.oneof(
    fc.constant<Report>(READY),
    fc.constant<Report>(BLIND),
    fc.constantFrom<Report>(window('A', 'x'), window('A', 'y'), window('B')),
    fc.constantFrom<Report>(TICK, { type: 'none' }, { type: 'lost', reason: '' }, END),
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
    return { given, forwardMs };
  }

  it('gives positive spans that end by now, stay in one bucket and never exceed the passed time', () => {
    const anyStep = fc.oneof(forward, fc.integer({ min: -4_000_000, max: 0 }));
    fc.assert(
      fc.property(history(anyStep), (steps) => {
        const { given, forwardMs } = replay(steps);
        for (const { span, latestMs } of given) {
          expect(span.endedAt).toBeGreaterThan(span.startedAt);
          expect(span.endedAt).toBeLessThanOrEqual(latestMs);
          expect(Math.floor(span.startedAt / 300_000)).toBe(Math.floor((span.endedAt - 1) / 300_000));
        }
        const totalMs = given.reduce((sum, { span }) => sum + span.endedAt - span.startedAt, 0);
        expect(totalMs).toBeLessThanOrEqual(forwardMs);
      }),
      { numRuns: 500 },
    );
  });

  it('gives ordered spans without overlap while the clock is not set back', () => {
    fc.assert(
      fc.property(history(forward), (steps) => {
        const { given } = replay(steps);
        for (const [index, { span }] of given.entries()) {
          expect(span.startedAt).toBeGreaterThanOrEqual(given[index - 1]?.span.endedAt ?? NOON);
        }
      }),
      { numRuns: 500 },
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
