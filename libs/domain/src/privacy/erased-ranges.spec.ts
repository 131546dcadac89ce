import type { LocalDate } from '../calendar/local-date.js';
import type { Slice } from './erased-slice.js';
import { rangesWith } from './erased-ranges.js';
import { erasureDecider } from './erasure-decider.js';
import type { ErasedRange, ErasureEvent } from './events.js';
import { readErasureEvent } from './read-erasure-event.js';

const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;
const DAY = '2026-11-20' as LocalDate;
const range = (erasureId: string, requestedAt: number): ErasedRange => ({ erasureId, requestedAt, from: 7 });
const asked = (slice: Slice | undefined) => ({ erasureId: 'new', requestedAt: NOW, slice });

describe('the ranges after an erasure', () => {
  it.each<[title: string, before: ErasedRange[], slice: Slice | undefined, after: ErasedRange[]]>([
    ['have its bounds', [], { from: DAY, to: 9 }, [{ erasureId: 'new', requestedAt: NOW, from: DAY, to: 9 }]],
    ['have its device', [], { device: 'desk' }, [{ erasureId: 'new', requestedAt: NOW, device: 'desk' }]],
    ['have no name of an activity', [range('a', NOW)], { activity: 'vim' }, [range('a', NOW)]],
    ['have no name of a category', [], { from: DAY, category: 'News' }, []],
    ['are none of the account', [], undefined, []],
    [
      'have no old ones',
      [range('a', NOW - 90 * DAY_MS), range('b', NOW - 90 * DAY_MS + 1)],
      { activity: 'vim' },
      [range('b', NOW - 90 * DAY_MS + 1)],
    ],
  ])('%s', (...[, before, slice, after]) => expect(rangesWith(before, asked(slice))).toEqual(after));

  it('are at most twenty, the newest', () => {
    const before = Array.from({ length: 20 }, (_, n) => range(`${n}`, NOW));
    const after = rangesWith(before, asked({}));
    expect([after.length, after[0]?.erasureId, after[19]?.erasureId]).toEqual([20, '1', 'new']);
  });

  it('stay over the next erasure, and are read back from the log', () => {
    const data = { erasureId: 'a', requestedAt: 5, isAccount: false, daysSeen: 0, days: [], upTo: '0' };
    const events: ErasureEvent[] = [
      { type: 'LogErased', data: { ...data, ranges: [range('a', 5)] } },
      { type: 'ErasureRequested', data: { erasureId: 'b', requestedAt: 6, taxonomyRevision: -1, slice: {} } },
    ];
    const state = events.reduce(erasureDecider.evolve, erasureDecider.initialState);
    expect(state?.ranges).toEqual([range('a', 5)]);
    for (const { type, data } of events) expect(readErasureEvent({ type, data })).toEqual({ type, data });
    expect(readErasureEvent({ type: 'LogErased', data })).toEqual({ type: 'LogErased', data });
    const bad = { ...data, ranges: [{ ...range('a', 5), to: 'soon' }] };
    expect(() => readErasureEvent({ type: 'LogErased', data: bad })).toThrow('to');
  });
});
