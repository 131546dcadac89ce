import fc from 'fast-check';
import type { LocalDate } from '../calendar/local-date.js';
import type { ActivityEvent, ActivityRecorded, Span } from './events.js';
import { KnownActivities } from './known-activities.js';
import { partOf } from './span-ids.js';

const NINE = Date.UTC(2026, 0, 1, 9);
const SECOND = 1_000;
const span = (id: string, from: number, to: number, more: Partial<Span> = {}): Span => ({
  ...{ id, application: 'vim', startedAt: NINE + from * SECOND, endedAt: NINE + to * SECOND },
  ...more,
});
const LAPTOP = { source: 'computers', deviceId: 'laptop' } as const;
const recorded = (spans: readonly Span[], data: Partial<ActivityRecorded['data']> = {}): ActivityEvent => ({
  type: 'ActivityRecorded',
  data: {
    ...{ ...LAPTOP, machine: 'm', osUser: 'u', localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 0, spans },
    ...data,
  },
});
const knownOf = (...events: ActivityEvent[]): KnownActivities => {
  const known = new KnownActivities();
  events.forEach((event) => known.apply(event));
  return known;
};
const seconds = ({ startedAt, endedAt }: Span) => [(startedAt - NINE) / SECOND, (endedAt - NINE) / SECOND];

describe('what a day knows of an activity', () => {
  const known = () => knownOf(recorded([span('1', 0, 60)]));

  it.each<[title: string, span: Span, id: RegExp, seconds: number[]]>([
    ['keeps a free id', span('2', 0, 60), /^2$/, [0, 60]],
    ['keeps the id of an activity that is known in full', span('1', 0, 60), /^1$/, [0, 60]],
    ['gives a taken id a mark', span('1', 90, 120), /^1@\w+$/, [90, 120]],
    ['has only the new part of an activity that went on', span('1', 0, 90), /^1@\w+\+60000$/, [60, 90]],
  ])('brings a span under a free id: %s', (_title, given, id, ofSpan) => {
    const free = known().underFreeId(LAPTOP, given);
    expect(free.id).toMatch(id);
    expect(seconds(free)).toEqual(ofSpan);
  });

  it.each<[title: string, offered: Span, is: number[] | 'known', extendsKnown?: boolean]>([
    ['the same', span('1', 0, 60), 'known'],
    ['the same when it was shorter', span('1', 0, 30), 'known'],
    ['the same that went on: its new part', span('1', 0, 90), [60, 90], true],
    ['another start', span('1', 120, 180), [120, 180]],
    ['another start within the known time', span('1', 10, 30), [10, 30]],
    ['another application', span('1', 0, 60, { application: 'mail' }), [0, 60]],
    ['another title', span('1', 0, 60, { title: 'a' }), [0, 60]],
    ['another address', span('1', 0, 60, { url: 'https://a.example/' }), [0, 60]],
    ['another id', span('2', 0, 60), [0, 60]],
  ])('under the same id: %s', (_title, offered, is, extendsKnown = false) => {
    const part = known().newPartOf(LAPTOP, offered);
    expect(part ? seconds(part.span) : 'known').toEqual(is);
    expect(part?.extends ?? false).toBe(extendsKnown);
  });

  it('is known for one device, and for one of its sources', () => {
    const offered = span('1', 0, 60);
    expect(known().newPartOf({ ...LAPTOP, deviceId: 'desk' }, offered)?.span).toEqual(offered);
    expect(known().newPartOf({ ...LAPTOP, source: 'mobile' }, offered)?.span).toEqual(offered);
  });

  it('is not what an event of version 1 repeated under the id of another device', () => {
    const data = { idScope: 'day' } as const;
    const both = knownOf(
      recorded([span('1', 0, 60)], data),
      recorded([span('1', 0, 60)], { ...data, deviceId: 'desk' }),
    );
    expect(both.recordedUntil(LAPTOP, span('1', 0, 60))).toBe(NINE + 60_000);
    expect(both.recordedUntil({ ...LAPTOP, deviceId: 'desk' }, span('1', 0, 60))).toBeUndefined();
  });

  it('is known after an erasure took its time, for as long as it was recorded', () => {
    const before = known();
    const heard = before.notKnownTo(new KnownActivities(), 0);
    const after = knownOf({ type: 'DayRewritten', data: { erasureId: 'e', heard } });
    expect(after.newPartOf(LAPTOP, span('1', 0, 60))).toBeUndefined();
    expect(after.newPartOf(LAPTOP, span('1', 0, 90))?.span).toMatchObject({ startedAt: NINE + 60 * SECOND });
    expect(before.notKnownTo(before, 0)).toEqual([]);
    expect(before.notKnownTo(new KnownActivities(), NINE + 60 * SECOND)).toEqual([]);
  });

  it('counts each second that was ever offered once for its activity, whatever the order and the repeats', () => {
    const offers = fc.array(
      fc.record({
        id: fc.constantFrom('1', '2', 'x/1'),
        application: fc.constantFrom('vim', 'mail'),
        from: fc.constantFrom(0, 10, 20, 30),
        length: fc.integer({ min: 1, max: 40 }),
        cutAt: fc.integer({ min: 0, max: 60 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(offers, fc.boolean(), (batch, readsAgain) => {
        let day = new KnownActivities();
        const events: ActivityEvent[] = [];
        const expected = new Map<string, number>();
        for (const { id, application, from, length, cutAt } of batch) {
          const key = `${id} ${application} ${from}`;
          expected.set(key, Math.max(expected.get(key) ?? 0, length));
          const whole = span(id, from, from + length, { application });
          const cutMs = NINE + cutAt * SECOND;
          const isCut = cutMs > whole.startedAt && cutMs < whole.endedAt;
          const parts = isCut
            ? [
                partOf(whole, { startMs: whole.startedAt, endMs: cutMs }),
                partOf(whole, { startMs: cutMs, endMs: whole.endedAt }),
              ]
            : [whole];
          for (const part of parts) {
            const fresh = day.newPartOf(LAPTOP, part);
            if (!fresh) continue;
            day.add(LAPTOP, fresh.span);
            events.push(recorded([fresh.span]));
          }
          // A memory of the stream, and what is read of it again, know the same.
          if (readsAgain) day = knownOf(...events);
        }
        const all = events.flatMap((event) => (event.type === 'ActivityRecorded' ? event.data.spans : []));
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        const sum = (spans: readonly Span[]) => spans.reduce((ms, one) => ms + one.endedAt - one.startedAt, 0);
        expect(sum(all)).toBe([...expected.values()].reduce((ms, length) => ms + length * SECOND, 0));
        for (const one of all) expect(day.newPartOf(LAPTOP, one)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});
