import type { ScheduleEvent } from './events.js';
import { readScheduleEvent } from './read-schedule-event.js';

const range = { weekdays: [1, 7], from: '22:00', to: '24:00' };
const schedule = { id: 1, name: 'Nights', ranges: [range] };
const ranged = (said: object) => ({ ...schedule, ranges: [{ ...range, ...said }] });

describe('a schedule event out of the log', () => {
  it.each<ScheduleEvent>([
    { type: 'ScheduleCreated', data: schedule },
    { type: 'ScheduleReplaced', data: schedule },
    { type: 'ScheduleRemoved', data: { id: 1 } },
  ])('is read as it was written: %j', (event) =>
    expect(readScheduleEvent(JSON.parse(JSON.stringify(event)) as ScheduleEvent)).toEqual(event),
  );

  it('of a type that is not ours is not read', () => {
    expect(readScheduleEvent({ type: 'SomethingElse', data: {} })).toBeUndefined();
  });

  it.each<[field: string, type: string, data: unknown]>([
    ['data', 'ScheduleRemoved', 'x'],
    ['id', 'ScheduleRemoved', { id: 0 }],
    ['id', 'ScheduleReplaced', { ...schedule, id: 1.5 }],
    ['name', 'ScheduleCreated', { ...schedule, name: 'x\ud83d' }],
    ['ranges', 'ScheduleCreated', { ...schedule, ranges: {} }],
    ['ranges', 'ScheduleCreated', { ...schedule, ranges: [[]] }],
    ['weekdays', 'ScheduleCreated', ranged({ weekdays: 1 })],
    ['weekdays', 'ScheduleCreated', ranged({ weekdays: [0] })],
    ['from', 'ScheduleCreated', ranged({ from: '22:01' })],
    ['from', 'ScheduleCreated', ranged({ from: '24:00' })],
    ['to', 'ScheduleCreated', ranged({ to: 120 })],
    ['to', 'ScheduleCreated', ranged({ to: '22:00' })],
  ])('with a bad %s is refused by its name (%s %j)', (field, type, data) => {
    expect(() => readScheduleEvent({ type, data })).toThrow(
      expect.objectContaining({ code: 'unreadable_event', message: expect.stringContaining(` ${field} `) as string }),
    );
  });

  it('of a newer version is told apart', () => {
    expect(() => readScheduleEvent({ type: 'ScheduleRemoved', data: undefined })).toThrow(
      expect.objectContaining({ code: 'newer_event' }),
    );
  });
});
