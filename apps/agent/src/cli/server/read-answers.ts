import { StrangeAnswer } from './ask-server.js';
import { type Today } from './today-table.js';

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOST_LEVELS = 20;

/** The running focus session, as the server tells it. */
export interface ToldSession {
  endsAt: string;
  remainingSeconds: number;
  durationMinutes: number;
  blockedLevels: number[];
  allowed: string[];
}

/** The sums of the day. Throws StrangeAnswer. */
export function todayIn(answer: unknown): Today {
  const { date, seconds, levels } = fieldsOf(answer);
  if (typeof date !== 'string' || !DATE.test(date) || !isNumber(seconds)) throw new StrangeAnswer();
  return {
    date,
    seconds,
    levels: listOf(levels)
      .slice(0, MOST_LEVELS)
      .map((level) => {
        const { productivity, seconds: spent } = fieldsOf(level);
        if (!isNumber(productivity) || !isNumber(spent)) throw new StrangeAnswer();
        return { productivity, seconds: spent };
      }),
  };
}

/** The session in the commands for an agent. Null: none runs. Throws StrangeAnswer. */
export function sessionIn(answer: unknown): ToldSession | null {
  const { focus } = fieldsOf(answer);
  if (focus === null) return null;
  const { endsAt, remainingSeconds, durationMinutes, blockedLevels, allowed } = fieldsOf(focus);
  const isEnd = typeof endsAt === 'string' && Number.isFinite(Date.parse(endsAt));
  if (!isEnd || !isNumber(remainingSeconds) || !isNumber(durationMinutes)) throw new StrangeAnswer();
  return {
    ...{ endsAt, remainingSeconds, durationMinutes },
    blockedLevels: listOf(blockedLevels).filter(isNumber),
    allowed: listOf(allowed).filter((name) => typeof name === 'string'),
  };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new StrangeAnswer();
  return value;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new StrangeAnswer();
  return value as Record<string, unknown>;
}
