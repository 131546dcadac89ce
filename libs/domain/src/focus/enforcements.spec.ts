import type { Asked } from '../decider.js';
import { sumOfRuns } from './enforcements.js';
import type { EnforcementCounts, FocusEvent } from './events.js';
import { type FocusCommand, focusDecider } from './focus-decider.js';
import { MOST_REPORTS, MOST_RUNS } from './limits.js';
import { PastSessions } from './past-sessions.js';
import { readFocusEvent } from './read-focus-event.js';

const started: FocusEvent = {
  type: 'FocusSessionStarted',
  data: { id: 1, durationMinutes: 5, startedAt: 0, endsAt: 300_000 },
};
const ended: FocusEvent = { type: 'FocusSessionEnded', data: { sessionId: 1, endedAt: 9, because: 'stopped' } };
const counts = (minimised: number, notified = 0, sites = 0): EnforcementCounts => ({ minimised, notified, sites });
const enforced = (runId: string, minimised: number, sessionId = 1): FocusEvent => ({
  type: 'FocusEnforced',
  data: { sessionId, runId, at: 9, ...counts(minimised) },
});
const chosen = (levels: readonly (-2 | -1)[], ...allowed: string[]): FocusEvent => ({
  type: 'FocusBlockingChosen',
  data: { levels, allowed },
});
const stateAfter = (given: readonly FocusEvent[]) => given.reduce(focusDecider.evolve, focusDecider.initialState);
const decide = (given: readonly FocusEvent[], when: Asked<FocusCommand>) =>
  focusDecider.decide({ ...when, metadata: { now: 9, principalId: 'u' } }, stateAfter(given));
const report = (runId: string, minimised: number, sessionId = 1) =>
  ({ type: 'ReportEnforcements', data: { sessionId, runId, ...counts(minimised) } }) as const;
const choose = (levels: number[], ...allowed: string[]) =>
  ({ type: 'ChooseFocusBlocking', data: { levels, allowed } }) as const;

describe('a report of enforcements', () => {
  it.each<[title: string, given: FocusEvent[], when: Asked<FocusCommand>, then: FocusEvent[]]>([
    ['is recorded', [started], report('a', 2), [enforced('a', 2)]],
    ['is recorded after the end of the session', [started, ended], report('a', 2), [enforced('a', 2)]],
    ['adds nothing when it is sent again', [started, enforced('a', 2)], report('a', 2), []],
    ['adds nothing when it comes late', [started, enforced('a', 2)], report('a', 1), []],
    ['has a later count', [started, enforced('a', 2)], report('a', 3), [enforced('a', 3)]],
    ['of nothing adds nothing', [started], report('a', 0), []],
    ['of another run is its own', [started, enforced('a', 2)], report('b', 1), [enforced('b', 1)]],
    [
      'is not taken of too many runs',
      [started, ...Array.from({ length: MOST_RUNS }, (_, run) => enforced(`${run}`, 1))],
      report('one more', 1),
      [],
    ],
    [
      'is not taken after too many reports',
      [started, ...Array.from({ length: MOST_REPORTS }, (_, n) => enforced('a', n + 1))],
      report('a', MOST_REPORTS + 1),
      [],
    ],
  ])('%s', (...[, given, when, then]) => expect(decide(given, when)).toEqual(then));

  it.each([
    ['before any session', [], 1],
    ['of an earlier session', [started, { ...started, data: { ...started.data, id: 3 } }], 1],
  ])('is refused %s', (_title, given, sessionId) => {
    expect(() => decide(given, report('a', 1, sessionId))).toThrow(
      expect.objectContaining({ code: 'no_focus_session' }) as Error,
    );
  });

  it('counts each run once, in the running session and in past ones', () => {
    const events = [started, enforced('a', 1), enforced('b', 5), enforced('a', 3), enforced('c', 9, 77)];
    expect(sumOfRuns(stateAfter(events).enforced?.runs ?? new Map())).toEqual(counts(8));
    const past = new PastSessions(10);
    [...events, ended].reverse().forEach((event) => past.add(event));
    expect(past.sessions).toEqual([expect.objectContaining({ id: 1, enforced: counts(8) })]);
  });

  it('of an imported log with many runs is folded in proportion to its events', () => {
    const began = performance.now();
    const events = Array.from({ length: 50_000 }, (_, run) => enforced(`${run}`, 1));
    expect(stateAfter([started, ...events]).enforced?.runs.size).toBe(MOST_RUNS);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('what sessions keep away', () => {
  it('is very distracting time until the user chooses', () => {
    expect(stateAfter([]).blocking).toEqual({ levels: [-2], allowed: [] });
    expect(stateAfter([chosen([-2, -1], 'Slack'), started]).blocking).toEqual({ levels: [-2, -1], allowed: ['Slack'] });
  });

  it.each<[title: string, given: FocusEvent[], when: Asked<FocusCommand>, then: FocusEvent[]]>([
    ['may be nothing', [], choose([]), [chosen([])]],
    ['has its levels in order', [], choose([-1, -2, -2]), [chosen([-2, -1])]],
    ['has each name once, on one line', [], choose([-2], ' Slack\n', 'SLACK', 'a\tb'), [chosen([-2], 'Slack', 'a b')]],
    ['is recorded only when it changes', [chosen([], 'Slack')], choose([], 'Slack'), []],
  ])('%s', (...[, given, when, then]) => expect(decide(given, when)).toEqual(then));

  it.each<[code: string, when: Asked<FocusCommand>]>([
    ['invalid_level', choose([-1])],
    ['invalid_level', choose([0])],
    ['invalid_level', choose([NaN])],
    ['invalid_name', choose([], ' ')],
    ['invalid_name', choose([], 'x'.repeat(256))],
    ['limit_reached', choose([], ...Array.from({ length: 101 }, (_, n) => `name ${n}`))],
  ])('is refused as %s', (code, when) => {
    expect(() => decide([], when)).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('an event out of the log', () => {
  it.each([enforced('a', 2), chosen([-2, -1], 'Slack'), chosen([])])('is read as it was written: %j', (event) => {
    expect(readFocusEvent(event)).toEqual(event);
  });

  it.each<[field: string, type: string, data: object]>([
    ['levels', 'FocusBlockingChosen', { levels: [-1], allowed: [] }],
    ['allowed', 'FocusBlockingChosen', { levels: [], allowed: [''] }],
    ['allowed', 'FocusBlockingChosen', { levels: [], allowed: Array.from({ length: 101 }, () => 'x') }],
    ['sites', 'FocusEnforced', { ...enforced('a', 2).data, sites: 1e9 }],
    ['runId', 'FocusEnforced', { ...enforced('a', 2).data, runId: 'x'.repeat(37) }],
  ])('with a bad %s is refused by its name', (field, type, data) =>
    expect(() => readFocusEvent({ type, data })).toThrow(`The field ${field} `),
  );
});
