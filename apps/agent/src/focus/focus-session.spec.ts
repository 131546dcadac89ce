import { type FocusSession, GRACE_MS, isOver, type Moment, sessionAfter, type ToldFocus } from './focus-session.js';

const at = (wallMs: number, monotonicMs = wallMs): Moment => ({ wallMs, monotonicMs });
const told = (changes: Partial<NonNullable<ToldFocus>> = {}): NonNullable<ToldFocus> => ({
  ...{ sessionId: 7, remainingSeconds: 600, durationMinutes: 10, blockedLevels: [-2], allowed: [] },
  ...changes,
});
const session: FocusSession = {
  ...{ id: 7, endsAt: at(601_000), graceUntilMs: 11_000, levels: [-2], allowed: [] },
};

describe('the session after an answer', () => {
  it.each<[title: string, answer: ToldFocus, known: FocusSession | null, newestId: number, then: object | null]>([
    ['begins', told(), null, 7, { id: 7, endsAt: at(601_000), graceUntilMs: 1_000 + GRACE_MS }],
    ['has grace at the first look too when it has just begun', told(), null, 0, { graceUntilMs: 1_000 + GRACE_MS }],
    ['has no grace after a restart in its middle', told({ remainingSeconds: 300 }), null, 0, { graceUntilMs: 1_000 }],
    ['keeps its grace', told({ remainingSeconds: 590 }), session, 7, { graceUntilMs: 11_000, endsAt: at(591_000) }],
    ['has the choice of now', told({ blockedLevels: [], allowed: ['a'] }), session, 7, { levels: [], allowed: ['a'] }],
    ['ends when none runs', null, session, 7, null],
    ['stays after an answer whose time has passed', told({ remainingSeconds: 0 }), session, 7, session],
    ['stays after an answer about an earlier one', told({ sessionId: 6 }), session, 7, session],
    ['is not an earlier one', told({ sessionId: 6 }), null, 7, null],
    ['is replaced by a later one', told({ sessionId: 8 }), session, 7, { id: 8, graceUntilMs: 1_000 + GRACE_MS }],
  ])('%s', (...[, answer, known, newestId, then]) => {
    const after = sessionAfter(answer, { known, newestId, asked: at(1_000) });
    if (then === null) expect(after).toBeNull();
    else expect(after).toMatchObject(then);
  });

  it.each<[isEnded: boolean, now: Moment, title: string]>([
    [false, at(600_999), 'runs until its end'],
    [true, at(601_000), 'is over at its end'],
    [true, at(5_000, 601_000), 'is over at its end though the clock was set back'],
    [true, at(9_000_000, 100_000), 'is over after the machine slept'],
  ])('%s: %j %s', (isEnded, now) => expect(isOver(session, now)).toBe(isEnded));
});
