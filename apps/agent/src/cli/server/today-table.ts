import { duration } from '../command/texts.js';

/** The day so far, as the server tells it. */
export interface Today {
  date: string;
  seconds: number;
  levels: readonly { productivity: number; seconds: number }[];
}

export interface Look {
  /** Columns of the terminal. */
  width: number;
  hasColour: boolean;
}

const NAMES: Record<string, string> = {
  '2': 'very productive',
  '1': 'productive',
  '0': 'neutral',
  '-1': 'distracting',
  '-2': 'very distracting',
};

/** Colours of the 16 that every terminal has, by level. */
const COLOURS: Record<string, number> = { '2': 34, '1': 36, '0': 37, '-1': 33, '-2': 31 };

const NAME_WIDTH = 16;
const TIME_WIDTH = 11;
const SHORTEST_BAR = 5;
const LONGEST_BAR = 50;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * The day as lines: a level, its time and a bar for each, the most productive first. The longest
 * bar fills the width. A terminal that is too narrow gets no bars.
 */
export function todayTable({ date, seconds, levels }: Today, { width, hasColour }: Look): string[] {
  if (seconds === 0) return [`${date}: no time yet`];
  const room = Math.min(LONGEST_BAR, width - NAME_WIDTH - TIME_WIDTH - 4);
  const most = Math.max(...levels.map((level) => level.seconds));
  const rows = [...levels]
    .sort((one, other) => other.productivity - one.productivity)
    .map(({ productivity, seconds: spent }) => {
      const level = String(productivity);
      const text = `${(NAMES[level] ?? level).padEnd(NAME_WIDTH)}  ${duration(spent).padStart(TIME_WIDTH)}`;
      const drawn = room < SHORTEST_BAR ? '' : bar((spent / most) * room);
      if (drawn === '') return text;
      return `${text}  ${hasColour ? `\u001b[${COLOURS[level] ?? 37}m${drawn}\u001b[0m` : drawn}`;
    });
  return [`${date}  ${duration(seconds)}`, '', ...rows];
}

/** A bar of this many columns, exact to an eighth. Any time shows at least one eighth. */
function bar(columns: number): string {
  if (columns <= 0) return '';
  const eighths = Math.max(1, Math.round(columns * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}
