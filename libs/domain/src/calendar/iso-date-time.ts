/**
 * A moment (epoch ms) in ISO 8601 with milliseconds and the local offset from UTC in minutes:
 * `2020-07-08T04:17:06.000+05:00`. UTC is `+00:00`. Source: recorded feeds.
 */
export function isoDateTime(ms: number, utcOffsetMinutes: number): string {
  const local = new Date(ms + utcOffsetMinutes * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(utcOffsetMinutes);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${local}${utcOffsetMinutes < 0 ? '-' : '+'}${hour}:${minute}`;
}
