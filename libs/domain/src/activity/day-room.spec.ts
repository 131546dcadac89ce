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

  it('counts the removal of entered time: each looks at every activity', () => {
    const removed: ActivityEvent = {
      type: 'OfflineTimeRemoved',
      data: { localDate, utcOffsetMinutes: 60, startedAt: 0, endedAt: 1 },
    };
    expect(roomAfter(many(DAY_LIMITS.activities - 1), removed).takesEvent(removed)).toBe(false);
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

  it('ends with the hours of invented devices, however few activities these have', () => {
    const hours = (count: number) => span({ endedAt: count * 3_600_000 });
    const days = (count: number) => recorded(Array.from({ length: count }, () => hours(24)));
    const room = roomAfter(days(199));
    expect([room.takesEvent(days(1)), room.takesEvent(days(2)), room.takes(hours(25))]).toEqual([true, false, false]);
    room.add(hours(24));
    expect(room.takes(span())).toBe(false);
  });

  it('counts the characters of the names that an erasure of an import has', () => {
    const document = { activity: 'a', document: 'x'.repeat(DAY_LIMITS.characters), page: '' };
    const named = (data: object): ActivityEvent => ({ type: 'TimeErased', data: { from: 0, to: 1, ...data } });
    expect(new DayRoom().takesEvent(named({ documents: [document] }))).toBe(false);
    expect(new DayRoom().takesEvent(named({ activities: [document.document] }))).toBe(true);
    expect(roomAfter(named({ activities: [document.document] })).takes(span())).toBe(false);
  });

  it('counts activities that were erased and are still known', () => {
    const heard = (count: number): ActivityEvent => ({
      type: 'DayRewritten',
      data: { erasureId: 'e', heard: Array.from({ length: count }, (_, n): [number, number] => [n, 1]) },
    });
    const room = roomAfter(heard(DAY_LIMITS.activities - 1));
    expect([room.takesEvent(heard(1)), room.takesEvent(heard(2)), room.takes(span())]).toEqual([true, false, true]);
    room.add(span());
    expect([room.takes(span()), room.takesEvent(heard(1)), room.takesEvent(rewritten)]).toEqual([false, false, true]);
  });
});
