import { DayRoom, KnownActivities, type LocalDate, MOST_EVENTS_OF_A_STREAM } from '@app/domain';
import { type FillingDay, newParts } from './new-parts.js';
import type { DayOffer } from './offer.js';

const LOCAL_DATE = '2026-11-20' as LocalDate;

function offerOf(device: string, stretches = 1): DayOffer {
  const activities = [{ index: 0, span: { id: '1', application: 'vim', startedAt: 0, endedAt: 1_000 } }];
  return {
    offer: {
      ...{ userId: 'u', timeZone: 'UTC', formerTimeZones: [], activities: [], now: 0, source: 'computers' },
      device: { id: device, machine: 'm', osUser: 'u' },
    },
    stretches: Array.from({ length: stretches }, (_, n) => ({
      ...{ localDate: LOCAL_DATE, utcOffsetMinutes: n * 60 },
      activities: activities.map(({ index, span }) => ({ index, span: { ...span, id: `${n}` } })),
    })),
  };
}

const dayWith = (length: number): FillingDay => ({
  ...{ stream: 'activity-u-2026-11-20', length, known: new KnownActivities(), room: new DayRoom() },
});

describe('the new parts of an offer', () => {
  it('count against the events of the stream, those of earlier offers too', () => {
    const day = dayWith(MOST_EVENTS_OF_A_STREAM - 2);
    const sizes = ['a', 'b', 'c'].map((device) => newParts(day, offerOf(device)));
    expect(sizes.map(({ events, refused }) => [events.length, refused.length])).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
  });

  it('are none when the stream has no room for all stretches', () => {
    const day = dayWith(MOST_EVENTS_OF_A_STREAM - 1);
    expect(newParts(day, offerOf('a', 2))).toMatchObject({ events: [], refused: [0, 0] });
    expect(newParts(day, offerOf('a')).events).toHaveLength(1);
  });

  it('are known to the next offer', () => {
    const day = dayWith(0);
    expect([...newParts(day, offerOf('a')).fresh]).toEqual([[0, 'whole']]);
    expect(newParts(day, offerOf('a'))).toMatchObject({ events: [], refused: [] });
  });
});
