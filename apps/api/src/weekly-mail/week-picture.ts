import type { LevelSeconds } from '@app/domain';
import { pngOf } from './png.js';

/** Twice the size at which a mail shows it, for sharp edges. */
const [WIDTH, HEIGHT] = [1_040, 320];
const DAYS = 7;
const GAP = 28;
const HOUR = 3_600;
/** White, the lines of hours, and the levels from -2 to 2 as in design/tokens.css. */
const COLOURS = ['#ffffff', '#e4dfd6', '#c85a3c', '#e6a36b', '#c9c4b8', '#63a892', '#1f6f5c'];
const [LINE, LOWEST] = [1, 2];

/**
 * The chart of a week as a PNG: a stacked bar for each day, the most productive level at its foot.
 * It has no text: that stands in the mail, in the letters of the reader. The lines are two hours
 * apart, four when a day has more than twelve.
 */
export function weekPicture(days: readonly LevelSeconds[]): Buffer {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const most = Math.max(HOUR, ...days.map((levels) => sumOf(levels)));
  const step = (most > 12 * HOUR ? 4 : 2) * HOUR;
  const top = Math.ceil(most / step) * step;
  const yOf = (seconds: number) => HEIGHT - 1 - Math.round((seconds / top) * (HEIGHT - 3));
  const paint = (from: number, to: number, [left, right]: readonly [number, number], colour: number) => {
    for (let y = yOf(to); y < yOf(from); y++) pixels.fill(colour, y * WIDTH + left, y * WIDTH + right);
  };
  for (let seconds = 0; seconds <= top; seconds += step) {
    const y = yOf(seconds);
    pixels.fill(LINE, y * WIDTH, (y + 1) * WIDTH);
  }
  const place = WIDTH / DAYS;
  days.forEach((levels, day) => {
    let from = 0;
    for (let level = levels.length - 1; level >= 0; level--) {
      const to = from + (levels[level] ?? 0);
      paint(from, to, [Math.round(day * place + GAP), Math.round((day + 1) * place - GAP)], LOWEST + level);
      from = to;
    }
  });
  return pngOf({ width: WIDTH, height: HEIGHT, colours: COLOURS, pixels });
}

export const PICTURE_SIZE = { width: WIDTH / 2, height: HEIGHT / 2 };

const sumOf = (levels: readonly number[]): number => levels.reduce((sum, seconds) => sum + seconds, 0);
