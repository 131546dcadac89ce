import { localDateOfUtcMs } from '../calendar/local-date.js';

/**
 * Texts of interval starts. All places of an interval share one text. Time nearly always comes
 * interval by interval: then the text before is the right one.
 */
export function localStarts(epochSeconds: ArrayLike<number> | undefined): (place: number) => string | undefined {
  if (!epochSeconds) return () => undefined;
  const texts = new Map<number, string>();
  const textOf = localDateTimes();
  let [newest, text]: [number | undefined, string | undefined] = [undefined, undefined];
  return (place) => {
    const start = epochSeconds[place] ?? 0;
    if (start === newest) return text;
    [newest, text] = [start, texts.get(start)];
    if (text === undefined) texts.set(start, (text = textOf(start)));
    return text;
  };
}

const DAY_SECONDS = 86_400;
const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/**
 * Makes `YYYY-MM-DDTHH:MM:SS` from epoch seconds in UTC. The date costs most, so it is made once
 * for all times of a day.
 */
function localDateTimes(): (epochSeconds: number) => string {
  let [newestDay, date]: [number | undefined, string] = [undefined, ''];
  return (epochSeconds) => {
    const day = Math.floor(epochSeconds / DAY_SECONDS);
    if (day !== newestDay) [newestDay, date] = [day, localDateOfUtcMs(day * DAY_SECONDS * 1000)];
    const seconds = epochSeconds - day * DAY_SECONDS;
    const [hour, minute] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
    return `${date}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(seconds % 60)}`;
  };
}
