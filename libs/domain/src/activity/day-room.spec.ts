import type { LocalDate } from '../calendar/local-date.js';
import { DAY_LIMITS, DayRoom } from './day-room.js';
import type { ActivityEvent, Span } from './events.js';

const localDate = '2026-11-20' as LocalDate;
const span = (changes: Partial<Span> = {}): Span => ({
  ...{ id: 'a', application: 'vim', startedAt: 0, endedAt: 1 },
  ...changes,
});
const recorded = (spans: readonly Span[]): ActivityEvent => ({
  type: 'ActivityRecorded',
  data: { deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers', localDate, utcOffsetMinutes: 60, spans },
});
const posted: ActivityEvent = {
  type: 'OfflineTimePosted',
  data: { activity: 'Meeting', localDate, utcOffsetMinutes: 60, startedAt: 0, endedAt: 1 },
};
const erased: ActivityEvent = { type: 'TimeErased', data: { from: 0, to: 1 } };
const rewritten: ActivityEvent = { type: 'DayRewritten', data: { erasureId: 'e' } };
const many = (count: number) => recorded(Array.from({ length: count }, () => span()));

function roomAfter(...events: readonly ActivityEvent[]): DayRoom {
  const room = new DayRoom();
  events.forEach((event) => room.apply(event));
  return room;
}

describe('the room of a day', () => {
  it('ends with its activities, entered time included', () => {
    const room = roomAfter(many(DAY_LIMITS.activities - 2), posted);
    expect([room.takes(span()), room.takesEvent(many(1)), room.takesEvent(many(2))]).toEqual([true, true, false]);
    room.add(span());
    expect([room.takes(span()), room.takesEvent(posted)]).toEqual([false, false]);
  });

  it('ends with the characters of its texts', () => {
    const long = span({ title: 'x'.repeat(DAY_LIMITS.characters - 100) });
    const room = roomAfter(recorded([long]));
    expect(room.takes(span())).toBe(true);
    expect(room.takes(span({ url: 'y'.repeat(100) }))).toBe(false);
    expect(room.takesEvent(recorded([span({ application: 'z'.repeat(100) })]))).toBe(false);
  });

  it('ends with erasures that an import brings', () => {
    expect(roomAfter(...Array.from({ length: 99 }, () => erased)).takesEvent(erased)).toBe(true);
    expect(roomAfter(...Array.from({ length: 100 }, () => erased)).takesEvent(erased)).toBe(false);
  });

  it('counts the names of an erasure too: each is compared with every activity', () => {
    const named: ActivityEvent = {
      type: 'TimeErased',
      data: { from: 0, to: 1, activities: Array<string>(10_000).fill('a') },
    };
    expect(roomAfter(named).takesEvent(named)).toBe(false);
    expect(new DayRoom().takesEvent(named)).toBe(true);
  });

  it('is not freed by a rewriting that an import brings', () => {
    expect(roomAfter(many(DAY_LIMITS.activities), rewritten).takesEvent(many(1))).toBe(false);
  });
});
