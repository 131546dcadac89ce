import type { ActivityEvent, OfflineTimePosted } from '../activity/events.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { Asked } from '../decider.js';
import { offlineTimeDecider, type OfflineTimeCommand } from './offline-time-decider.js';

const metadata = { now: 0, principalId: 'u' };
const localDate = '2026-11-20' as LocalDate;
type Posted = OfflineTimePosted['data'];
const time = (startedAt: number, endedAt: number, changes: Partial<Posted> = {}): Posted => ({
  activity: 'Meeting',
  localDate,
  utcOffsetMinutes: 60,
  startedAt,
  endedAt,
  ...changes,
});
const posted = (startedAt: number, endedAt: number, changes?: Partial<Posted>): ActivityEvent => ({
  type: 'OfflineTimePosted',
  data: time(startedAt, endedAt, changes),
});
const OTHER_DOCUMENT = { activity: 'Meeting', document: 'Budget', page: '' };
const erased = (from: number, to: number, activities?: string[]): ActivityEvent => ({
  type: 'TimeErased',
  data: { from, to, ...(activities && { activities }) },
});
const removed = (startedAt: number, endedAt: number): ActivityEvent => ({
  type: 'OfflineTimeRemoved',
  data: { localDate, utcOffsetMinutes: 60, startedAt, endedAt },
});
const decideAny = (given: readonly ActivityEvent[], asked: Asked<OfflineTimeCommand>) =>
  offlineTimeDecider.decide(
    { ...asked, metadata },
    given.reduce(offlineTimeDecider.evolve, offlineTimeDecider.initialState),
  );
const decide = (given: readonly ActivityEvent[], data: Posted) => decideAny(given, { type: 'PostOfflineTime', data });
const remove = (startedAt: number) => ({ type: 'RemoveOfflineTime', data: { startedAt } }) as const;
const replace = (startedAt: number, ...by: Posted[]) =>
  ({ type: 'ReplaceOfflineTime', data: { startedAt, by } }) as const;

describe('offline time', () => {
  it('has room for 1,000 pieces in a day', () => {
    const pieces = (count: number) => Array.from({ length: count }, (_, n) => posted(n * 10, n * 10 + 10));
    expect(decide(pieces(999), time(90_000, 90_010))).toHaveLength(1);
    expect(() => decide(pieces(1_000), time(90_000, 90_010))).toThrow('A day has 1000 pieces of offline time at most.');
    expect(decide(pieces(1_000), time(0, 10))).toEqual([]);
  });

  it.each<[title: string, given: ActivityEvent[], data: Posted]>([
    ['in an empty day', [], time(10, 20)],
    ['up to where other offline time begins', [posted(20, 30)], time(10, 20)],
    ['from where other offline time ends', [posted(0, 10)], time(10, 20)],
    ['where it was removed', [posted(10, 20), removed(10, 20)], time(12, 18)],
    ['where it was erased', [posted(10, 20), erased(0, 100)], time(10, 20)],
    ['in the part that was erased', [posted(10, 40), erased(20, 30)], time(20, 30)],
    ['where it was erased by name', [posted(10, 20), erased(0, 100, ['Meeting'])], time(12, 18)],
    [
      'over what a device saw',
      [
        {
          type: 'ActivityRecorded',
          data: {
            ...{ deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers', localDate, utcOffsetMinutes: 60 },
            spans: [{ id: '1', application: 'a', startedAt: 0, endedAt: 50 }],
          },
        },
      ],
      time(10, 20),
    ],
  ])('is posted %s', (_title, given, data) => {
    expect(decide(given, data)).toEqual([{ type: 'OfflineTimePosted', data }]);
  });

  it('that is exactly there already is a retry and gives no event', () => {
    expect(decide([posted(10, 20, { details: 'weekly' })], time(10, 20, { details: 'weekly' }))).toEqual([]);
  });

  it.each<[title: string, given: ActivityEvent[], data: Posted]>([
    ['the same stretch, of another activity', [posted(10, 20)], time(10, 20, { activity: 'Drive' })],
    ['the same stretch, with other details', [posted(10, 20)], time(10, 20, { details: 'x' })],
    ['a part of it', [posted(10, 20)], time(15, 16)],
    ['its end', [posted(10, 20)], time(19, 30)],
    ['what an erasure left before', [posted(10, 40), erased(20, 30)], time(15, 25)],
    ['what an erasure left after', [posted(10, 40), erased(20, 30)], time(25, 35)],
    [
      'what an erasure of one document of another left',
      [posted(10, 20), { type: 'TimeErased', data: { from: 0, to: 100, documents: [OTHER_DOCUMENT] } }],
      time(10, 15),
    ],
    [
      'what an erasure of a device left',
      [posted(10, 20), { type: 'TimeErased', data: { from: 0, to: 100, deviceId: 'd' } }],
      time(10, 15),
    ],
    ['what an erasure of another name left', [posted(10, 20), erased(0, 100, ['Drive'])], time(10, 15)],
  ])('is refused over %s', (_title, given, data) => {
    expect(() => decide(given, data)).toThrow(expect.objectContaining({ code: 'overlaps_offline_time' }));
  });

  it.each<[title: string, given: ActivityEvent[], when: Asked<OfflineTimeCommand>, then: ActivityEvent[]]>([
    ['is removed', [posted(10, 20), posted(20, 30)], remove(20), [removed(20, 30)]],
    ['is removed as far as an erasure left it', [posted(10, 40), erased(20, 30)], remove(30), [removed(30, 40)]],
    [
      'is replaced, also over its own time',
      [posted(10, 20)],
      replace(10, time(15, 25, { activity: 'Drive' })),
      [removed(10, 20), posted(15, 25, { activity: 'Drive' })],
    ],
    [
      'is replaced by two pieces where the clock changes',
      [posted(10, 20)],
      replace(10, time(10, 15), time(15, 20, { utcOffsetMinutes: 0 })),
      [removed(10, 20), posted(10, 15), posted(15, 20, { utcOffsetMinutes: 0 })],
    ],
    ['goes from a day when it moves to another', [posted(10, 20)], replace(10), [removed(10, 20)]],
    ['is not replaced by itself', [posted(10, 20)], replace(10, time(10, 20)), []],
  ])('%s', (_title, given, when, then) => expect(decideAny(given, when)).toEqual(then));

  it.each<[code: string, title: string, given: ActivityEvent[], when: Asked<OfflineTimeCommand>]>([
    ['unknown_offline_time', 'what was never there', [posted(10, 20)], remove(11)],
    ['unknown_offline_time', 'what was removed', [posted(10, 20), removed(10, 20)], remove(10)],
    ['unknown_offline_time', 'what was erased', [posted(10, 20), erased(0, 100)], replace(10, time(30, 40))],
    ['overlaps_offline_time', 'another', [posted(10, 20), posted(30, 40)], replace(10, time(25, 35))],
  ])('is refused with %s: a change of %s', (code, _title, given, when) =>
    expect(() => decideAny(given, when)).toThrow(expect.objectContaining({ code })),
  );

  it('counts what was removed too: a removal looks at every piece of a day', () => {
    const events = Array.from({ length: 1_000 }, () => [posted(10, 20), removed(10, 20)]).flat();
    expect(() => decide(events, time(10, 20))).toThrow('A day has 1000 pieces of offline time at most.');
  });
});
