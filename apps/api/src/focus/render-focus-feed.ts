import { type FedFocusEvent, isoDateTime, zoneClock } from '@app/domain';
import { floatJson } from '../http/bodies/float-json.js';

/**
 * Events as the JSON array of the documented FocusTime Feed API, in the given order: `id`,
 * `duration` (of started sessions only) and `created_at`. The id is the moment as a Unix time with
 * a fraction, because it is documented as a float.
 */
export function renderFocusFeed(events: readonly FedFocusEvent[], timeZone: string): string {
  const clock = zoneClock(timeZone);
  const items = events.map(({ type, data }) => {
    const isStart = type === 'FocusSessionStarted';
    const at = isStart ? data.startedAt : data.endedAt;
    const duration = isStart ? `"duration":${data.durationMinutes},` : '';
    const createdAt = JSON.stringify(isoDateTime(at, clock.utcOffsetMinutesAt(at)));
    return `{"id":${floatJson(at / 1000)},${duration}"created_at":${createdAt}}`;
  });
  return `[${items.join(',')}]`;
}
