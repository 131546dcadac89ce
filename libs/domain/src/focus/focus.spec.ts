import type { Asked } from '../decider.js';
import type { FocusEvent } from './events.js';
import { type FocusCommand, focusDecider, runningSession } from './focus-decider.js';
import { PastSessions } from './past-sessions.js';
import { parseFocusDuration } from './parse-focus-duration.js';
import { readFocusEvent } from './read-focus-event.js';

const MINUTE_MS = 60_000;
const started = (id: number, startedAt: number, minutes = 5): FocusEvent => ({
  type: 'FocusSessionStarted',
  data: { id, durationMinutes: minutes, startedAt, endsAt: startedAt + minutes * MINUTE_MS },
});
const ended = (sessionId: number, endedAt: number, because: 'stopped' | 'elapsed'): FocusEvent => ({
  type: 'FocusSessionEnded',
  data: { sessionId, endedAt, because },
});
const stateAfter = (given: readonly FocusEvent[]) => given.reduce(focusDecider.evolve, focusDecider.initialState);
const decide = (given: readonly FocusEvent[], now: number, when: Asked<FocusCommand>) =>
  focusDecider.decide({ ...when, metadata: { now, principalId: 'u' } }, stateAfter(given));

const start = (now: number) =>
  ({ type: 'StartFocusSession', data: { durationMinutes: 5, endsAt: now + 5 * MINUTE_MS } }) as const;
const stop = { type: 'StopFocusSession', data: {} } as const;
const elapse = (sessionId: number) => ({ type: 'ElapseFocusSession', data: { sessionId } }) as const;
const END = 5 * MINUTE_MS;

describe('focus sessions', () => {
  it.each<[title: string, given: FocusEvent[], now: number, when: Asked<FocusCommand>, then: FocusEvent[]]>([
    ['start', [], 7, start(7), [started(1, 7)]],
    [
      'start again after one that was stopped',
      [started(1, 0), ended(1, 9, 'stopped')],
      10,
      start(10),
      [started(3, 10)],
    ],
    [
      'start after an expired session, and record its end first',
      [started(1, 0)],
      END,
      start(END),
      [ended(1, END, 'elapsed'), started(3, END)],
    ],
    ['are stopped', [started(1, 0)], 9, stop, [ended(1, 9, 'stopped')]],
    [
      'end at their planned time, also when it is recorded late',
      [started(1, 0)],
      END + 99,
      elapse(1),
      [ended(1, END, 'elapsed')],
    ],
    ['do not end before their planned time', [started(1, 0)], END - 1, elapse(1), []],
    ['end once', [started(1, 0), ended(1, END, 'elapsed')], END, elapse(1), []],
    [
      'do not end at the end of another session',
      [started(1, 0), ended(1, 9, 'stopped'), started(3, 10)],
      END,
      elapse(1),
      [],
    ],
  ])('%s', (...[, given, now, when, then]) => expect(decide(given, now, when)).toEqual(then));

  it.each<[code: string, given: FocusEvent[], now: number, when: Asked<FocusCommand>]>([
    ['focus_session_running', [started(1, 0)], END - 1, start(END - 1)],
    ['no_focus_session', [], 0, stop],
    ['no_focus_session', [started(1, 0), ended(1, 9, 'stopped')], 10, stop],
    ['no_focus_session', [started(1, 0)], END, stop],
  ])('refuse as %s', (code, given, now, when) => {
    expect(() => decide(given, now, when)).toThrow(expect.objectContaining({ code }));
  });

  it('run from their start until before their end', () => {
    const focus = stateAfter([started(1, 0)]);
    expect(runningSession(focus, END - 1)).toMatchObject({ id: 1 });
    expect(runningSession(focus, END)).toBeUndefined();
  });
});

describe('focus sessions that are over', () => {
  const pastAt = (now: number, ...newestFirst: FocusEvent[]) => {
    const past = new PastSessions(now);
    newestFirst.forEach((event) => past.add(event));
    return past.sessions.map(({ id, endedAt, because }) => [id, endedAt, because]);
  };

  it('have the end that was recorded, else that of their time', () => {
    expect(pastAt(END, ended(1, 9, 'stopped'), started(1, 0))).toEqual([[1, 9, 'stopped']]);
    expect(pastAt(END, started(1, 0))).toEqual([[1, END, 'elapsed']]);
  });

  it('do not have the one that runs, and an end of a session that is not there ends nothing', () => {
    expect(pastAt(END - 1, started(1, 0))).toEqual([]);
    expect(pastAt(END, ended(7, 9, 'stopped'), started(1, 0))).toEqual([[1, END, 'elapsed']]);
  });
});

describe('the duration of a focus session', () => {
  const NEW_YORK = 'America/New_York';
  it.each([
    ['5', '2026-11-21T12:00:00Z', NEW_YORK, 5, '2026-11-21T12:05:00Z'],
    [' 1440 ', '2026-11-21T12:00:00Z', NEW_YORK, 1440, '2026-11-22T12:00:00Z'],
    ['-1', '2026-11-21T12:00:30Z', NEW_YORK, 1019, '2026-11-22T05:00:00Z'],
    ['-1', '2026-11-01T04:00:00Z', NEW_YORK, 25 * 60, '2026-11-02T05:00:00Z'],
    ['-1', '2026-03-08T05:00:00Z', NEW_YORK, 23 * 60, '2026-03-09T04:00:00Z'],
    ['-1', '2026-04-04T13:00:00Z', 'Australia/Lord_Howe', 24.5 * 60, '2026-04-05T13:30:00Z'],
  ])('of %s from %s in %s', (...[text, from, timeZone, durationMinutes, endsAt]) => {
    const now = Date.parse(from);
    expect(parseFocusDuration(text, { timeZone, now })).toEqual({ durationMinutes, endsAt: Date.parse(endsAt) });
  });

  it.each(['', '0', '7', '-5', '-2', '1445', '5.0', '5m', 'NaN', '99999999'])('may not be "%s"', (text) => {
    expect(() => parseFocusDuration(text, { timeZone: NEW_YORK, now: 0 })).toThrow(
      expect.objectContaining({ code: 'invalid_duration' }),
    );
  });
});

describe('a focus event out of the log', () => {
  it.each<FocusEvent>([started(1, 0), ended(1, 9, 'elapsed')])('is read as it was written: %j', (event) => {
    expect(readFocusEvent(event)).toEqual(event);
  });

  it.each<[field: string, type: string, data: object]>([
    ['id', 'FocusSessionStarted', { ...started(1, 0).data, id: 0 }],
    ['endsAt', 'FocusSessionStarted', { ...started(1, 0).data, endsAt: 0 }],
    ['startedAt', 'FocusSessionStarted', { ...started(1, 0).data, startedAt: 1e15 }],
    ['because', 'FocusSessionEnded', { ...ended(1, 9, 'elapsed').data, because: 'bored' }],
  ])('with a bad %s is refused by its name', (field, type, data) =>
    expect(() => readFocusEvent({ type, data })).toThrow(`The field ${field} `),
  );
});
