import { DomainError } from '../domain-error.js';

/** A line of an export, and its place in the file. */
export interface ImportedLine {
  /** Line of the file, from 1. */
  readonly line: number;
  /** The id of the first line of its stream in the file. */
  readonly first: string;
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  /** The readers of the events check its form. */
  readonly data: unknown;
}

/** The longest texts of a line, in UTF-16 units. */
const LONGEST = { first: 64, stream: 200, id: 64, type: 100 } as const;

/**
 * Reads and checks a line of an import. Throws DomainError `unreadable_event`, which names the
 * first wrong field. A batch has thousands of lines, so each check is a comparison.
 */
export function readImportedLine(value: unknown): ImportedLine {
  if (!isObject(value)) throw new DomainError('unreadable_event', 'The line is no object.');
  const { line, first, stream, id, type, data } = value;
  if (!Number.isInteger(line) || Number(line) < 1) throw wrong('line');
  if (!isObject(data)) throw wrong('data');
  return {
    line: Number(line),
    ...{ first: text('first', first), stream: text('stream', stream), id: text('id', id), type: text('type', type) },
    data,
  };
}

/** The place of a line or row that may be unreadable, for its refusal. NaN when it has none. */
export const placeOf = (value: unknown): number =>
  isObject(value) && Number.isInteger(value.line) ? Number(value.line) : NaN;

function text(name: keyof typeof LONGEST, value: unknown): string {
  if (typeof value !== 'string' || value.length > LONGEST[name]) throw wrong(name);
  return value;
}

const wrong = (name: string) =>
  new DomainError('unreadable_event', `The field ${name} of the line is missing, wrong or too long.`);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
