import fc from 'fast-check';
import type { LocalDate } from '../calendar/local-date.js';
import { addDays, localDateOfUtcMs } from '../calendar/local-date.js';
import type { Asked } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { ALERT_LIMITS, type AlertCommand, alertDecider, type Alerts } from './alert-decider.js';
import type { AlertDefinition, AlertEvent } from './events.js';

type When = Asked<AlertCommand>;

const metadata = { now: 0, principalId: 'u' };
const stateOf = (given: readonly AlertEvent[]) => given.reduce(alertDecider.evolve, alertDecider.initialState);
/** given events / when a command / then these events */
const decide = (given: readonly AlertEvent[], when: When) => alertDecider.decide({ ...when, metadata }, stateOf(given));

const HOUR_MS = 3_600_000;
const TODAY = '2026-11-21' as LocalDate;
const MUCH: AlertDefinition = {
  comparison: 'more-than',
  hours: 4.5,
  subject: { kind: 'level', productivity: 2 },
  scheduleId: 3,
};
const LITTLE: AlertDefinition = { comparison: 'less-than', hours: 1, subject: { kind: 'activity', name: 'vim' } };
const defined: AlertEvent = { type: 'AlertDefined', data: { id: 1, ...MUCH } };
const changed: AlertEvent = { type: 'AlertChanged', data: { id: 1, ...LITTLE } };
const removed: AlertEvent = { type: 'AlertRemoved', data: { id: 1 } };

const reached = (localDate: LocalDate, spentMs = 5 * HOUR_MS) => ({
  ...{ alertId: 1, localDate, at: 1_000, utcOffsetMinutes: 60, spentMs },
});
const triggering = (localDate: LocalDate, spentMs?: number): When => ({
  type: 'TriggerAlert',
  data: reached(localDate, spentMs),
});
const triggered = (id: number, localDate: LocalDate): AlertEvent => ({
  type: 'AlertTriggered',
  data: { ...reached(localDate), id, description: 'You spent 4.5 hours on Very Productive Time.' },
});
const define = (said: object) => ({ type: 'DefineAlert', data: { ...MUCH, ...said } }) as When;
const about = (subject: object) => define({ subject });

describe('alerts', () => {
  it.each<[title: string, given: AlertEvent[], when: When, then: AlertEvent[]]>([
    ['are defined, the first as number 1', [], { type: 'DefineAlert', data: MUCH }, [defined]],
    [
      'are numbered by revision, removed ones and triggers included',
      [defined, triggered(2, TODAY), removed],
      { type: 'DefineAlert', data: LITTLE },
      [{ type: 'AlertDefined', data: { id: 4, ...LITTLE } }],
    ],
    ['are changed as a whole', [defined], { type: 'ChangeAlert', data: { id: 1, ...LITTLE } }, [changed]],
    [
      'give no event for a change to the same definition',
      [defined],
      { type: 'ChangeAlert', data: { id: 1, ...MUCH } },
      [],
    ],
    ['are removed', [defined], { type: 'RemoveAlert', data: { id: 1 } }, [removed]],
    [
      'keep only the subject fields of its kind',
      [],
      about({ kind: 'total', name: 'x', productivity: 2 }),
      [{ type: 'AlertDefined', data: { id: 1, ...MUCH, subject: { kind: 'total' } } }],
    ],
    ['trigger', [defined], triggering(TODAY), [triggered(2, TODAY)]],
    ['trigger once for a local day', [defined, triggered(2, TODAY)], triggering(TODAY), []],
    [
      'trigger on another day',
      [defined, triggered(2, TODAY)],
      triggering(addDays(TODAY, 1)),
      [triggered(3, addDays(TODAY, 1))],
    ],
    [
      'trigger on an earlier day that arrives late',
      [defined, triggered(2, TODAY)],
      triggering(addDays(TODAY, -39)),
      [triggered(3, addDays(TODAY, -39))],
    ],
    [
      'do not trigger on a day before the remembered ones',
      [defined, triggered(2, TODAY)],
      triggering(addDays(TODAY, -40)),
      [],
    ],
    ['do not trigger once they are removed', [defined, removed], triggering(TODAY), []],
    ['do not trigger when they were never defined', [], triggering(TODAY), []],
    ['do not trigger at exactly their hours', [defined], triggering(TODAY, 4.5 * HOUR_MS), []],
    ['do not trigger by a definition before a change', [defined, changed], triggering(TODAY), []],
    [
      'do not trigger again on a day for a change',
      [defined, triggered(2, TODAY), changed],
      triggering(TODAY, HOUR_MS / 2),
      [],
    ],
  ])('%s', (_title, given, when, then) => expect(decide(given, when)).toEqual(then));

  it.each<[code: string, title: string, when: When, given?: AlertEvent[]]>([
    ['unknown_alert', 'to change what is not there', { type: 'ChangeAlert', data: { id: 1, ...MUCH } }],
    ['unknown_alert', 'to remove what is not there', { type: 'RemoveAlert', data: { id: 2 } }, [defined]],
    ['unknown_alert', 'to remove a trigger', { type: 'RemoveAlert', data: { id: 2 } }, [defined, triggered(2, TODAY)]],
    ['unknown_alert', 'to remove twice', { type: 'RemoveAlert', data: { id: 1 } }, [defined, removed]],
    ['invalid_hours', 'no hours', define({ hours: 0 })],
    ['invalid_hours', 'more hours than a day', define({ hours: 24.1 })],
    ['invalid_hours', 'hours that are no number', define({ hours: NaN })],
    ['invalid_hours', 'a bad change', { type: 'ChangeAlert', data: { id: 1, ...MUCH, hours: -1 } }, [defined]],
    ['invalid_name', 'an activity without name', about({ kind: 'activity', name: '' })],
    ['invalid_name', 'half a character', about({ kind: 'activity', name: 'x\ud800' })],
    ['invalid_name', 'a long activity', about({ kind: 'activity', name: 'x'.repeat(256) })],
    ['invalid_name', 'a category without name', about({ kind: 'category', overview: 'Business', category: '' })],
    ['unknown_overview', 'an overview of their own', about({ kind: 'overview', name: 'Mine' })],
    ['unknown_overview', 'a category in it', about({ kind: 'category', overview: 'Mine', category: 'Sales' })],
    ['invalid_level', 'a level outside', about({ kind: 'level', productivity: 3 })],
    ['invalid_schedule', 'no schedule id', define({ scheduleId: 0 })],
    ['invalid_schedule', 'half a schedule id', define({ scheduleId: 1.5 })],
  ])('refuse with %s %s', (code, _title, when, given = []) =>
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code })),
  );

  it('have a limit, and can still be changed at the limit', () => {
    const byId = new Map(
      Array.from({ length: ALERT_LIMITS.alerts }, (_, n) => [n + 1, { id: n + 1, ...MUCH }] as const),
    );
    const full: Alerts = { nextId: byId.size + 1, byId, triggeredOn: new Map() };
    const when = (asked: When) => alertDecider.decide({ ...asked, metadata }, full);
    expect(() => when({ type: 'DefineAlert', data: MUCH })).toThrow(expect.objectContaining({ code: 'limit_reached' }));
    expect(when({ type: 'ChangeAlert', data: { id: 7, ...LITTLE } })).toHaveLength(1);
  });

  it('remember 40 days of triggers, and no trigger of a removed alert', () => {
    const days = Array.from({ length: 400 }, (_, n) => triggered(n + 2, addDays(TODAY, n)));
    const { triggeredOn } = stateOf([defined, ...days]);
    expect([...(triggeredOn.get(1) ?? [])].sort()).toEqual(
      Array.from({ length: 40 }, (_, n) => addDays(TODAY, 360 + n)),
    );
    expect(stateOf([defined, ...days, removed]).triggeredOn.size).toBe(0);
  });
});

describe('any series of alert commands', () => {
  const anyId = fc.integer({ min: 1, max: 8 });
  const anyDefinition = fc.constantFrom(MUCH, LITTLE);
  const anyDay = fc.integer({ min: 0, max: 100 }).map((n) => localDateOfUtcMs(n * 86_400_000));
  const anyCommand = fc.oneof(
    anyDefinition.map((data): When => ({ type: 'DefineAlert', data })),
    fc.tuple(anyId, anyDefinition).map(([id, said]): When => ({ type: 'ChangeAlert', data: { id, ...said } })),
    anyId.map((id): When => ({ type: 'RemoveAlert', data: { id } })),
    {
      weight: 6,
      arbitrary: fc.tuple(anyId, anyDay, fc.constantFrom(0, 5 * HOUR_MS)).map(([alertId, day, spentMs]): When => ({
        type: 'TriggerAlert',
        data: { ...reached(day, spentMs), alertId },
      })),
    },
  );

  it('gives ids of revision plus 1, one trigger a day, and the same state after a replay', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (asked) => {
        const log: AlertEvent[] = [];
        let state = alertDecider.initialState;
        for (const when of asked) {
          try {
            const events = alertDecider.decide({ ...when, metadata }, state);
            log.push(...events);
            state = events.reduce(alertDecider.evolve, state);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
          }
        }
        log.forEach(({ type, data }, revision) => {
          if (type === 'AlertDefined' || type === 'AlertTriggered') expect(data.id).toBe(revision + 1);
          else expect(data.id).toBeLessThanOrEqual(revision);
        });
        const triggers = log.flatMap(({ type, data }) =>
          type === 'AlertTriggered' ? [`${data.alertId} ${data.localDate}`] : [],
        );
        expect(new Set(triggers).size).toBe(triggers.length);
        expect(stateOf(JSON.parse(JSON.stringify(log)) as AlertEvent[])).toEqual(state);
      }),
      { numRuns: 150 },
    );
  });
});
