import { TestScheduler } from 'rxjs/testing';
import { TICK_MS, ticksInSilence } from './ticks.js';

/** Runs on virtual time. A mark is followed by a pause of so many milliseconds. */
function expectTicks(reports: string, ticks: string): void {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(({ hot, expectObservable }) => {
    expectObservable(ticksInSilence(hot(reports)), '^ 40s !').toBe(ticks, { 0: 0, 1: 1, 2: 2 });
  });
}

describe('the ticks of the agent', () => {
  it('come while the desktop reports nothing, also before its first report', () => {
    expectTicks('20s r', `${TICK_MS}ms 0 5999ms 1 5999ms 2 ${20_000 + TICK_MS - 18_001}ms 0 5999ms 1 5999ms 2`);
  });

  it('do not come while it reports every few seconds, and come again when it is silent', () => {
    expectTicks('5s r 4999ms r 4999ms r 4999ms r 4999ms r', `${25_000 + TICK_MS}ms 0 5999ms 1`);
  });
});
