import type { LocalDate } from '../calendar/local-date.js';
import { dueErasure, nextLook } from './erasure-by-age.js';
import { type KeepingCommand, keepingDecider, type KeepingEvent, keptMonths } from './keeping-decider.js';

const DAY_MS = 86_400_000;
const NOTICE_MS = 14 * DAY_MS;
const NOW = Date.UTC(2026, 10, 15);
const chosen = (months: number | null): KeepingEvent => ({ type: 'KeepingChosen', data: { months } });
const announced = (months: number, firstAt = NOW + NOTICE_MS): KeepingEvent => ({
  ...{ type: 'ErasureByAgeAnnounced', data: { months, firstAt } },
});
const ended: KeepingEvent = { type: 'ErasureByAgeEnded', data: {} };
const erased = (before: string): KeepingEvent => ({ type: 'ErasedByAge', data: { before: before as LocalDate } });

const stateAfter = (given: readonly KeepingEvent[]) => given.reduce(keepingDecider.evolve, keepingDecider.initialState);
const metadata = { now: NOW, principalId: 'u' };
const choose = (months: number | null, longest?: number): KeepingCommand => ({
  ...{ type: 'ChooseKeeping', data: { months, longest }, metadata },
});
const look = (longest?: number): KeepingCommand => ({ type: 'AnnounceErasureByAge', data: { longest }, metadata });

it.each([
  [null, undefined, null],
  [24, undefined, 24],
  [null, 12, 12],
  [24, 12, 12],
  [6, 12, 6],
])('of the choice %j and the longest %j, %j months count', (mine, longest, months) => {
  expect(keptMonths({ chosen: mine }, longest)).toBe(months);
});

describe('the rules of how long time is kept', () => {
  it.each<[title: string, given: KeepingEvent[], when: KeepingCommand, then: KeepingEvent[]]>([
    ['a choice is announced two weeks ahead', [], choose(24), [chosen(24), announced(24)]],
    ['the same choice changes nothing', [chosen(24), announced(24, 1)], choose(24), []],
    ['for ever is nothing new at first', [], choose(null), []],
    ['another choice is announced again', [chosen(24), announced(24, 1)], choose(12), [chosen(12), announced(12)]],
    ['a choice for ever takes the announcement back', [chosen(24), announced(24, 1)], choose(null), [chosen(null)]],
    [
      'and the old choice again is announced again',
      [chosen(24), announced(24, 1), chosen(null)],
      choose(24),
      [chosen(24), announced(24)],
    ],
    ['a longest is announced to a user who chose nothing', [], look(36), [announced(36)]],
    ['once', [announced(36, 1)], look(36), []],
    ['a shorter longest is announced again', [announced(36, 1)], look(12), [announced(12)]],
    ['a longest does not concern a shorter choice', [chosen(6), announced(6, 1)], look(12), []],
    ['a longest that is gone is announced again when it comes back', [announced(36, 1)], look(), [ended]],
    ['there it is', [announced(36, 1), ended], look(36), [announced(36)]],
    ['without both nothing is announced', [], look(), []],
    [
      'a choice above the longest does not put it off',
      [announced(12, 1)],
      choose(24, 12),
      [chosen(24), announced(12, 1)],
    ],
  ])('%s', (_title, given, when, then) => {
    expect(keepingDecider.decide(when, stateAfter(given))).toEqual(then);
  });

  it.each([0, -1, 1.5, 1_201, Number.NaN, '12' as never])('%j months are refused', (months) => {
    expect(() => keepingDecider.decide(choose(months), stateAfter([]))).toThrow(
      expect.objectContaining({ code: 'invalid_months' }),
    );
  });

  it('notes what was erased, once', () => {
    const note = { type: 'NoteErasedByAge', data: { before: '2026-08-01' as LocalDate }, metadata } as const;
    expect(keepingDecider.decide(note, stateAfter([]))).toEqual([erased('2026-08-01')]);
    expect(keepingDecider.decide(note, stateAfter([erased('2026-08-01')]))).toEqual([]);
  });
});

describe('an erasure by age', () => {
  const told = [chosen(3), announced(3, NOW - 1)];
  const due = (given: KeepingEvent[], iso: string, timeZone = 'UTC', longest?: number) =>
    dueErasure(stateAfter(given), longest, { now: Date.parse(iso), timeZone });

  it.each([
    ['of everything before the month that is 3 months old', told, '2026-11-20T00:00Z', '2026-08-01'],
    ['until the end of the month', told, '2026-11-30T23:59Z', '2026-08-01'],
    ['of one month more when the next begins', told, '2026-12-01T00:00Z', '2026-09-01'],
    ['is over when it is noted', [...told, erased('2026-08-01')], '2026-11-30T23:59Z', undefined],
    ['and due again in the next month', [...told, erased('2026-08-01')], '2026-12-01T00:00Z', '2026-09-01'],
    ['is not due before the announced moment', [chosen(3), announced(3, NOW + 1)], '2026-11-15T00:00Z', undefined],
    ['is due from it on', [chosen(3), announced(3, NOW)], '2026-11-15T00:00Z', '2026-08-01'],
    ['is not due when it was never announced', [chosen(3)], '2026-11-20T00:00Z', undefined],
    ['is not due for another number of months', [chosen(3), announced(6, 1)], '2026-11-20T00:00Z', undefined],
    ['is not due when more was erased before', [...told, erased('2026-10-01')], '2026-11-20T00:00Z', undefined],
    ['is never due for time that is kept', [], '2026-11-20T00:00Z', undefined],
  ])('%s', (_title, given, iso, before) => expect(due(given, iso)).toBe(before));

  it('goes by the local month', () => {
    expect(due(told, '2026-11-30T12:00Z', 'Pacific/Kiritimati')).toBe('2026-09-01');
    expect(due(told, '2026-12-01T04:00Z', 'America/New_York')).toBe('2026-08-01');
  });

  it('is looked for when it was announced for, and then at the begin of each local month', () => {
    const next = (given: KeepingEvent[], timeZone: string) => {
      const ms = nextLook(stateAfter(given), undefined, { now: NOW, timeZone });
      return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);
    };
    expect(next([], 'UTC')).toBeUndefined();
    expect(next([chosen(3), announced(3)], 'UTC')).toBe('2026-11-29T00:00');
    expect(next(told, 'UTC')).toBe('2026-12-01T00:00');
    expect(next(told, 'America/New_York')).toBe('2026-12-01T05:00');
  });
});
