import { readFile, rm } from 'node:fs/promises';
import { replaceFile } from '../spool/durable-file.js';
import { type Gap } from './idle-gap.js';
import { type NoticeMark } from './notifier.js';

/** A pause of the person that is not settled yet. */
export interface KeptGap extends Gap {
  /** What it was. Absent: the person has not answered yet. Else the server does not have it yet. */
  readonly answer?: string;
  /** The notification that asks. */
  readonly mark?: NoticeMark;
}

/** A person who does not answer is asked about the newest pauses only. */
export const MOST_GAPS = 8;
const LONGEST_ANSWER = 10_000;

/** The pauses in the file, the oldest first. Unreadable or missing: none. */
export async function readGaps(path: string): Promise<KeptGap[]> {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Array.isArray(kept) ? kept.flatMap(gapIn).slice(-MOST_GAPS) : [];
  } catch {
    return [];
  }
}

/** Writes the pauses. A failed write costs only what a restart would ask again. */
export async function keepGaps(path: string, gaps: readonly KeptGap[]): Promise<void> {
  const written = gaps.length === 0 ? rm(path, { force: true }) : replaceFile(path, JSON.stringify(gaps));
  await written.catch(() => undefined);
}

function gapIn(value: unknown): KeptGap[] {
  const { from, to, answer, mark } = (value ?? {}) as Partial<Record<keyof KeptGap, unknown>>;
  if (typeof from !== 'number' || typeof to !== 'number' || !(from < to)) return [];
  const { id, owner } = (mark ?? {}) as Partial<Record<keyof NoticeMark, unknown>>;
  return [
    {
      ...{ from, to },
      ...(typeof answer === 'string' && { answer: answer.slice(0, LONGEST_ANSWER) }),
      ...(Number.isInteger(id) && typeof owner === 'string' && { mark: { id: id as number, owner } }),
    },
  ];
}
