import type { Texts } from '../text/texts.js';

/**
 * A length of time in words: `6 h 12 m`, `34 m`, `20 s`. Rounds to whole minutes; less than a
 * minute is whole seconds. A negative length is shown without its sign.
 */
export function durationText({ text }: Texts, seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  if (whole < 60) return text('duration.seconds', { seconds: whole });
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return text('duration.minutes', { minutes });
  return text('duration.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
