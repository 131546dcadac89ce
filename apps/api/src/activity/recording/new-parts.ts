import {
  type ActivityRecorded,
  type DayRoom,
  type KnownActivities,
  MOST_EVENTS_OF_A_STREAM,
  plainLine,
  type Span,
} from '@app/domain';
import type { NewEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import { type DayOffer, deviceOf } from './offer.js';

/** Namespace of our event ids: the same spans in the same stream always make the same event id. */
const EVENT_IDS = '5d3c1a0e-5e0b-4c2e-9d57-3c4a1f8b7e21';

/** The events for what is new, and by place in the offer how much of an activity that is. */
export interface NewParts {
  readonly events: readonly NewEvent<ActivityRecorded>[];
  readonly fresh: ReadonlyMap<number, 'whole' | 'rest'>;
  /** Places of activities for which the day has no room. */
  readonly refused: readonly number[];
}

/** A day while events are made for it. */
export interface FillingDay {
  readonly stream: string;
  /** Events of the stream, with those that were made. */
  length: number;
  readonly known: KnownActivities;
  readonly room: Pick<DayRoom, 'takes' | 'add'>;
}

const NO_ROOM: FillingDay['room'] = { takes: () => false, add: () => undefined };

/**
 * What of an offer is new on a day. The day learns it: the next offer finds it known. A stream that
 * would get more events than it may have takes none of the offer.
 */
export function newParts(day: FillingDay, { stretches, offer }: DayOffer): NewParts {
  const { stream, known, length } = day;
  const room = length + stretches.length > MOST_EVENTS_OF_A_STREAM ? NO_ROOM : day.room;
  const device = deviceOf(offer);
  const fresh = new Map<number, 'whole' | 'rest'>();
  const refused: number[] = [];
  const events = stretches.flatMap(({ localDate, utcOffsetMinutes, activities }): NewEvent<ActivityRecorded>[] => {
    const spans: Span[] = [];
    for (const { index, span: offered } of activities) {
      const part = known.newPartOf(device, offered);
      if (!part) continue;
      if (!room.takes(part.span)) {
        refused.push(index);
        continue;
      }
      room.add(part.span);
      known.add(device, part.span);
      spans.push(part.span);
      // A change of the zone's offset cuts an activity in two within one stream: the second part
      // extends the first.
      if (!fresh.has(index)) fresh.set(index, part.extends ? 'rest' : 'whole');
    }
    if (spans.length === 0) return [];
    const { platform } = offer.device;
    const [machine, osUser] = [plainLine(offer.device.machine), plainLine(offer.device.osUser)];
    const described = { machine, osUser, ...(platform && { platform: plainLine(platform) }) };
    const data = { ...device, ...described, localDate, utcOffsetMinutes, spans };
    const metadata = { now: offer.now, principalId: offer.userId, ...(offer.by && { by: offer.by }) };
    return [{ id: eventId(stream, data), event: { type: 'ActivityRecorded', data }, metadata }];
  });
  day.length += events.length;
  return { events, fresh, refused };
}

function eventId(stream: string, { source, deviceId, spans }: ActivityRecorded['data']): string {
  const recorded = spans.map(({ id, startedAt, endedAt }) => `${id} ${startedAt} ${endedAt}`);
  return uuidV5([stream, source, deviceId, ...recorded].join('\n'), EVENT_IDS);
}
