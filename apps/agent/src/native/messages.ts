/** The word that starts this program as the process that watches windows. No command has it. */
export const CHILD_WORD = 'watch-windows-for-agent';

/** A longer line is no message. */
export const LONGEST_LINE = 65_536;
/** The privacy filter cuts titles further. */
export const LONGEST_TEXT = 4_096;

/** A window as `node-window-manager` names it. Between two windows: id 0 and an empty path. */
export interface SeenWindow {
  id: number;
  /** The file of the program: a path of Windows, or an application bundle of macOS. */
  path: string;
  title: string;
}

/** One look at the desktop. */
export interface Look {
  window: SeenWindow | null;
  /** Milliseconds since the last input. Null: the system does not tell. */
  idleMs: number | null;
  /** The session is locked, or another user has the screen. Null: the system does not tell. */
  isAway: boolean | null;
}

/**
 * A line from the child to the agent.
 *
 * - `hello`: the first one: what this machine tells and lets do.
 * - `unusable`: instead of it: why nothing can be watched here.
 * - `look`: each second, so silence means that the child hangs. `memoryBytes`: what it occupies.
 * - `failed`: a look did not succeed. The child looks again.
 * - `answer`: to the question with this number. `error` is null when it went well.
 */
export type ChildMessage =
  | { type: 'hello'; idle: boolean; lock: boolean; minimises: boolean }
  | { type: 'unusable'; reason: string }
  | ({ type: 'look'; memoryBytes: number } & Look)
  | { type: 'failed'; reason: string }
  | { type: 'answer'; question: number; idleMs: number | null; error: string | null };

/** A line from the agent to the child: asks for the last input, or to minimise a window. */
export type Question = { question: number; ask: 'idle' } | { question: number; ask: 'minimise'; window: number };

type Fields = Record<string, unknown>;

/** The message in a line of the child. Null when it is none. */
export function readMessage(line: string): ChildMessage | null {
  const fields = parse(line);
  const { type, reason } = fields;
  switch (type) {
    case 'hello': {
      const { idle, lock, minimises } = fields;
      return isFlag(idle) && isFlag(lock) && isFlag(minimises) ? { type, idle, lock, minimises } : null;
    }
    case 'unusable':
    case 'failed':
      return isText(reason) ? { type, reason } : null;
    case 'look': {
      const { window, idleMs, isAway, memoryBytes } = fields;
      const isLook = isWindow(window) && isLength(idleMs) && (isAway === null || isFlag(isAway));
      if (!isLook || !isCount(memoryBytes)) return null;
      const seen = window === null ? null : { id: window.id, path: window.path, title: window.title };
      return { type, window: seen, idleMs, isAway, memoryBytes };
    }
    case 'answer': {
      const { question, idleMs, error } = fields;
      const isAnswer = isCount(question) && isLength(idleMs) && (error === null || isText(error));
      return isAnswer ? { type, question, idleMs, error } : null;
    }
    default:
      return null;
  }
}

/** The question in a line of the agent. Null when it is none. */
export function readQuestion(line: string): Question | null {
  const { question, ask, window } = parse(line);
  if (!isCount(question)) return null;
  if (ask === 'idle') return { question, ask };
  return ask === 'minimise' && isCount(window) ? { question, ask, window } : null;
}

function parse(line: string): Fields {
  try {
    const value: unknown = line.length > LONGEST_LINE ? null : JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_TEXT;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isLength = (value: unknown): value is number | null =>
  value === null || (Number.isFinite(value) && (value as number) >= 0);

function isWindow(value: unknown): value is SeenWindow | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { id, path, title } = value as Fields;
  return Number.isSafeInteger(id) && isText(path) && isText(title);
}
