import type { LocalDate } from '../calendar/local-date.js';
import { alertTriggers } from './alert-triggers.js';
import type { AlertEvent, AlertSubject, AlertTrigger } from './events.js';
import { readAlertEvent } from './read-alert-event.js';

const definition = { id: 1, comparison: 'more-than', hours: 4.5, subject: { kind: 'total' } } as const;
const trigger: AlertTrigger = {
  ...{ id: 2, alertId: 1, localDate: '2026-11-21' as LocalDate, description: 'You spent 4.5 hours on Total Time.' },
  ...{ at: 1_000, utcOffsetMinutes: -300, spentMs: 16_200_001 },
};
const defined = (said: object) => ({ type: 'AlertDefined', data: { ...definition, ...said } }) as AlertEvent;

describe('an alert event out of the log', () => {
  it.each<AlertEvent>([
    defined({}),
    defined({ comparison: 'less-than', scheduleId: 3 }),
    ...(
      [
        { kind: 'activity', name: 'vim' },
        { kind: 'category', overview: 'Business', category: 'Sales' },
        { kind: 'overview', name: 'Business' },
        { kind: 'level', productivity: -2 },
        { kind: 'all-productive' },
        { kind: 'all-distracting' },
      ] as AlertSubject[]
    ).map((subject) => defined({ subject })),
    { type: 'AlertChanged', data: definition },
    { type: 'AlertRemoved', data: { id: 1 } },
    { type: 'AlertTriggered', data: trigger },
  ])('is read as it was written: %j', (event) =>
    expect(readAlertEvent(JSON.parse(JSON.stringify(event)) as AlertEvent)).toEqual(event),
  );

  it('of a type that is not ours is not read', () => {
    expect(readAlertEvent({ type: 'SomethingElse', data: {} })).toBeUndefined();
  });

  it.each<[field: string, type: string, data: unknown]>([
    ['data', 'AlertRemoved', null],
    ['data', 'AlertRemoved', []],
    ['id', 'AlertRemoved', {}],
    ['id', 'AlertChanged', { ...definition, id: '1' }],
    ['comparison', 'AlertDefined', { ...definition, comparison: 'equal' }],
    ['hours', 'AlertDefined', { ...definition, hours: '4' }],
    ['hours', 'AlertDefined', { ...definition, hours: 0 }],
    ['subject', 'AlertDefined', { ...definition, subject: 'total' }],
    ['kind', 'AlertDefined', { ...definition, subject: { kind: ['total'] } }],
    ['kind', 'AlertDefined', { ...definition, subject: { kind: 'constructor' } }],
    ['name', 'AlertDefined', { ...definition, subject: { kind: 'activity' } }],
    ['name', 'AlertDefined', { ...definition, subject: { kind: 'overview', name: 'x\ud83d' } }],
    ['category', 'AlertDefined', { ...definition, subject: { kind: 'category', overview: 'Business' } }],
    ['productivity', 'AlertDefined', { ...definition, subject: { kind: 'level', productivity: 3 } }],
    ['scheduleId', 'AlertDefined', { ...definition, scheduleId: null }],
    ['alertId', 'AlertTriggered', { ...trigger, alertId: 0 }],
    ['localDate', 'AlertTriggered', { ...trigger, localDate: '2026-02-30' }],
    ['description', 'AlertTriggered', { ...trigger, description: '' }],
    ['at', 'AlertTriggered', { ...trigger, at: 1.5 }],
    ['at', 'AlertTriggered', { ...trigger, at: 8_640_000_000_000_001 }],
    ['utcOffsetMinutes', 'AlertTriggered', { ...trigger, utcOffsetMinutes: 9_999 }],
    ['spentMs', 'AlertTriggered', { ...trigger, spentMs: -1 }],
  ])('with a bad %s is refused by its name (%s %j)', (field, type, data) => {
    expect(() => readAlertEvent({ type, data })).toThrow(
      expect.objectContaining({ code: 'unreadable_event', message: expect.stringContaining(` ${field} `) as string }),
    );
  });

  it('of a newer version is told apart', () => {
    expect(() => readAlertEvent({ type: 'AlertRemoved', data: undefined })).toThrow(
      expect.objectContaining({ code: 'newer_event' }),
    );
  });
});

const NONE_LEFT_OUT = { sinceMs: 0, alertId: undefined };

describe('the triggers of alerts', () => {
  it('are listed newest first, those of removed alerts included', () => {
    const at = (id: number, ms: number): AlertEvent => ({ type: 'AlertTriggered', data: { ...trigger, id, at: ms } });
    const events = [defined({}), at(2, 10), at(3, 30), at(4, 20), at(5, 30), { type: 'AlertRemoved', data: { id: 1 } }];
    expect(alertTriggers(events as AlertEvent[], NONE_LEFT_OUT).map(({ id }) => id)).toEqual([5, 3, 4, 2]);
  });

  it('are none before anything triggered', () => expect(alertTriggers([defined({})], NONE_LEFT_OUT)).toEqual([]));

  it('may be those since a moment, that moment included, and those of one alert', () => {
    const triggered = (id: number, alertId: number, ms: number): AlertEvent => ({
      type: 'AlertTriggered',
      data: { ...trigger, id, alertId, at: ms },
    });
    const events = [triggered(2, 1, 10), triggered(4, 3, 20), triggered(5, 1, 21)];
    const idsOf = (...filter: [number, number?]) =>
      alertTriggers(events, { sinceMs: filter[0], alertId: filter[1] }).map(({ id }) => id);
    expect([idsOf(20), idsOf(0, 1), idsOf(20, 1), idsOf(22), idsOf(0, 9)]).toEqual([[5, 4], [5, 2], [5], [], []]);
  });
});
