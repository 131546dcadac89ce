const TIME_OF_DAY = /^(?:([01]\d|2[0-3]):([0-5][05])|24:00)$/;

/** The minutes of a day. */
export const DAY_MINUTES = 1_440;

/**
 * The minutes since local midnight (0 to 1440) of a time `HH:MM` in whole five minutes, because a
 * bucket has five minutes. `24:00` is the end of the day. Undefined for any other text.
 */
export function parseTimeOfDay(text: string): number | undefined {
  const match = TIME_OF_DAY.exec(text);
  if (!match) return undefined;
  return match[1] === undefined ? DAY_MINUTES : Number(match[1]) * 60 + Number(match[2]);
}
