import fc from 'fast-check';
import type { Asked } from '../decider.js';
import { DomainError } from '../domain-error.js';
import type { ScheduleDefinition, ScheduleEvent } from './events.js';
import {
  rangesOfSchedule,
  SCHEDULE_LIMITS,
  type ScheduleCommand,
  scheduleDecider,
  type Schedules,
} from './schedule-decider.js';

type When = Asked<ScheduleCommand>;

const metadata = { now: 0, principalId: 'u' };
const stateOf = (given: readonly ScheduleEvent[]) => given.reduce(scheduleDecider.evolve, scheduleDecider.initialState);
/** given events / when a command / then these events */
const decide = (given: readonly ScheduleEvent[], when: When) =>
  scheduleDecider.decide({ ...when, metadata }, stateOf(given));

const WORK: ScheduleDefinition = {
  name: 'Work',
  ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
};
const NIGHTS: ScheduleDefinition = { name: 'Nights', ranges: [{ weekdays: [7], from: '22:00', to: '02:00' }] };
const created: ScheduleEvent = { type: 'ScheduleCreated', data: { id: 1, ...WORK } };
const removed: ScheduleEvent = { type: 'ScheduleRemoved', data: { id: 1 } };
const ranges = (...all: object[]) => ({ type: 'CreateSchedule', data: { ...WORK, ranges: all } }) as When;
const range = (said: object) => ranges({ weekdays: [1], from: '09:00', to: '10:00', ...said });

describe('schedules', () => {
  it.each<[title: string, given: ScheduleEvent[], when: When, then: ScheduleEvent[]]>([
    ['are created, the first as number 1', [], { type: 'CreateSchedule', data: WORK }, [created]],
    [
      'are numbered by revision, removed ones included',
      [created, removed],
      { type: 'CreateSchedule', data: NIGHTS },
      [{ type: 'ScheduleCreated', data: { id: 3, ...NIGHTS } }],
    ],
    [
      'are replaced as a whole, and keep their number',
      [created],
      { type: 'ReplaceSchedule', data: { id: 1, ...NIGHTS } },
      [{ type: 'ScheduleReplaced', data: { id: 1, ...NIGHTS } }],
    ],
    ['give no event for the same definition', [created], { type: 'ReplaceSchedule', data: { id: 1, ...WORK } }, []],
    ['are removed', [created], { type: 'RemoveSchedule', data: { id: 1 } }, [removed]],
    [
      'have each weekday once, in order',
      [],
      range({ weekdays: [7, 1, 7] }),
      [
        {
          type: 'ScheduleCreated',
          data: { id: 1, name: 'Work', ranges: [{ weekdays: [1, 7], from: '09:00', to: '10:00' }] },
        },
      ],
    ],
  ])('%s', (_title, given, when, then) => expect(decide(given, when)).toEqual(then));

  it.each<[code: string, title: string, when: When, given?: ScheduleEvent[]]>([
    ['unknown_schedule', 'to replace what is not there', { type: 'ReplaceSchedule', data: { id: 1, ...WORK } }],
    ['unknown_schedule', 'to remove what is not there', { type: 'RemoveSchedule', data: { id: 2 } }, [created]],
    ['unknown_schedule', 'to remove twice', { type: 'RemoveSchedule', data: { id: 1 } }, [created, removed]],
    ['invalid_name', 'no name', { type: 'CreateSchedule', data: { ...WORK, name: '' } }],
    ['invalid_name', 'space around a name', { type: 'CreateSchedule', data: { ...WORK, name: ' Work' } }],
    ['invalid_name', 'half a character', { type: 'CreateSchedule', data: { ...WORK, name: 'x\ud800' } }],
    ['invalid_name', 'a long name', { type: 'CreateSchedule', data: { ...WORK, name: 'x'.repeat(101) } }],
    [
      'invalid_name',
      'a bad name of one that is there',
      { type: 'ReplaceSchedule', data: { id: 1, ...WORK, name: '' } },
      [created],
    ],
    ['no_ranges', 'a schedule without ranges', ranges()],
    ['limit_reached', 'many ranges', ranges(...Array.from({ length: 21 }, () => WORK.ranges[0] as object))],
    ['invalid_weekday', 'no weekday', range({ weekdays: [] })],
    ['invalid_weekday', 'weekday 0', range({ weekdays: [0] })],
    ['invalid_weekday', 'weekday 8', range({ weekdays: [1, 8] })],
    ['invalid_weekday', 'half a weekday', range({ weekdays: [1.5] })],
    ['invalid_time', 'a begin within five minutes', range({ from: '09:01' })],
    ['invalid_time', 'an end that is no time', range({ to: 'noon' })],
    ['invalid_time', 'a begin at the end of the day', range({ from: '24:00' })],
    ['empty_range', 'an end at the begin', range({ to: '09:00' })],
  ])('refuse with %s %s', (code, _title, when, given = []) =>
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code })),
  );

  it('have a limit, and can still be replaced at the limit', () => {
    const byId = new Map(
      Array.from({ length: SCHEDULE_LIMITS.schedules }, (_, n) => [n + 1, { id: n + 1, ...WORK }] as const),
    );
    const full: Schedules = { nextId: byId.size + 1, byId };
    const when = (asked: When) => scheduleDecider.decide({ ...asked, metadata }, full);
    expect(() => when({ type: 'CreateSchedule', data: WORK })).toThrow(
      expect.objectContaining({ code: 'limit_reached' }),
    );
    expect(when({ type: 'ReplaceSchedule', data: { id: 7, ...NIGHTS } })).toHaveLength(1);
  });

  it('give the ranges of their events, removal included', () => {
    const replaced: ScheduleEvent = { type: 'ScheduleReplaced', data: { id: 1, ...NIGHTS } };
    expect(rangesOfSchedule(stateOf([created]), 1)).toHaveLength(5);
    expect(rangesOfSchedule(stateOf([created, replaced]), 1)).toEqual([
      { weekday: 1, beginMinute: 0, endMinute: 120 },
      { weekday: 7, beginMinute: 1320, endMinute: 1440 },
    ]);
    expect(rangesOfSchedule(stateOf([created, replaced, removed]), 1)).toBeUndefined();
  });
});

describe('the numbers of schedules', () => {
  const anyCommand = fc.oneof(
    fc.constantFrom(WORK, NIGHTS).map((data): When => ({ type: 'CreateSchedule', data })),
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(WORK, NIGHTS))
      .map(([id, definition]): When => ({ type: 'ReplaceSchedule', data: { id, ...definition } })),
    fc.integer({ min: 1, max: 12 }).map((id): When => ({ type: 'RemoveSchedule', data: { id } })),
  );

  it('are the revisions of their first events plus 1, also after a replay', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 25 }), (asked) => {
        const log: ScheduleEvent[] = [];
        let state = scheduleDecider.initialState;
        for (const when of asked) {
          try {
            const events = scheduleDecider.decide({ ...when, metadata }, state);
            log.push(...events);
            state = events.reduce(scheduleDecider.evolve, state);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
          }
        }
        log.forEach(({ type, data }, revision) => {
          if (type === 'ScheduleCreated') expect(data.id).toBe(revision + 1);
          else expect(data.id).toBeLessThanOrEqual(revision);
        });
        expect(stateOf(JSON.parse(JSON.stringify(log)) as ScheduleEvent[])).toEqual(state);
      }),
      { numRuns: 100 },
    );
  });

  it('go on after an event of a later version', () => {
    const unknown = { type: 'SchedulePaused', data: {} } as unknown as ScheduleEvent;
    expect(decide([unknown], { type: 'CreateSchedule', data: NIGHTS })).toMatchObject([{ data: { id: 2 } }]);
  });

  it('are not given twice, even when a stream lost its beginning', () => {
    const later: ScheduleEvent = { type: 'ScheduleCreated', data: { id: 9, ...WORK } };
    expect(decide([later], { type: 'CreateSchedule', data: NIGHTS })).toMatchObject([{ data: { id: 10 } }]);
  });
});
