import type { ActivityEvent, Span } from '../activity/events.js';
import type { LocalDate } from '../calendar/local-date.js';
import { SHIPPED_TAXONOMY, timeClasses } from '../taxonomy/index.js';
import { erasuresOf, type Slice } from './erased-slice.js';
import { goneTime } from './gone-time.js';
import { inOneGo } from '../in-one-go.js';
import { survivorsOf } from './survivors.js';

const SHIPPED_CLASSES = timeClasses(SHIPPED_TAXONOMY);
const NINE = Date.UTC(2026, 0, 1, 9);
const MINUTE = 60_000;
const localDate = '2026-01-01' as LocalDate;
const at = (minute: number) => NINE + minute * MINUTE;
const span = (id: string, from: number, to: number, application: string): Span => ({
  ...{ id, application, startedAt: at(from), endedAt: at(to) },
});
const DAY: ActivityEvent[] = [
  {
    type: 'ActivityRecorded',
    data: {
      ...{ deviceId: 'desk', machine: 'm', osUser: 'u', source: 'computers', localDate, utcOffsetMinutes: 60 },
      spans: [span('a', 0, 30, 'vim'), span('b', 30, 50, 'Minecraft')],
    },
  },
  {
    type: 'ActivityRecorded',
    data: {
      ...{ deviceId: 'lap', machine: 'm', osUser: 'u', source: 'computers', localDate, utcOffsetMinutes: 60 },
      // The same minutes again: they never counted.
      spans: [span('c', 20, 40, 'mail'), span('d', 25, 40, 'vim')],
    },
  },
  {
    type: 'OfflineTimePosted',
    data: { activity: 'Lunch', localDate, utcOffsetMinutes: 60, startedAt: at(60), endedAt: at(90) },
  },
];
const minutesGone = (slice: Slice) =>
  Object.fromEntries(
    [...inOneGo(goneTime(DAY, { slice, localDate, classes: SHIPPED_CLASSES }))].map(([name, ms]) => [
      name,
      ms / MINUTE,
    ]),
  );

describe('the time that an erasure takes', () => {
  it.each<[title: string, slice: Slice, gone: object]>([
    ['of all', {}, { vim: 30, Minecraft: 20, mail: 20, Lunch: 30 }],
    ['of the day', { from: localDate, to: localDate }, { vim: 30, Minecraft: 20, mail: 20, Lunch: 30 }],
    ['of another day', { from: '2026-01-02' as LocalDate }, {}],
    ['of ten minutes, by moments', { from: at(25), to: at(35) }, { vim: 5, Minecraft: 5, mail: 10 }],
    ['of an activity', { activity: 'Minecraft' }, { Minecraft: 20 }],
    ['of an activity in any case', { activity: 'minecraft' }, { Minecraft: 20 }],
    ['of an overview', { category: 'Entertainment' }, { Minecraft: 20 }],
    ['of a device', { device: 'lap' }, { mail: 20 }],
    ['of what is not there', { activity: 'emacs' }, {}],
  ])('%s is told by activity', (_title, slice, gone) => expect(minutesGone(slice)).toEqual(gone));

  it('is the difference between what counts before and after it', () => {
    const total = (events: readonly ActivityEvent[]) => {
      let ms = 0;
      for (const { data, type } of survivorsOf(events)) {
        for (const one of type === 'ActivityRecorded' ? data.spans : [data]) ms += one.endedAt - one.startedAt;
      }
      return ms;
    };
    const slice = { from: at(10), to: at(70) };
    const asked = { slice, localDate, classes: SHIPPED_CLASSES };
    const erasures = erasuresOf(DAY, asked).map((data): ActivityEvent => ({ type: 'TimeErased', data }));
    const gone = [...inOneGo(goneTime(DAY, asked)).values()].reduce((a, b) => a + b, 0);
    expect(gone).toBe(total(DAY) - total([...DAY, ...erasures]));
  });
});
