import { readFile } from 'node:fs/promises';
import { replaceFile } from '../spool/durable-file.js';

const MOST_KEPT = 10;
/** Most services show three buttons. */
export const MOST_CHOICES = 3;

/** The last answers of the person, the newest first. Unreadable or missing: none. */
export async function readAnswers(path: string): Promise<string[]> {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Array.isArray(kept) ? kept.filter((answer) => typeof answer === 'string').slice(0, MOST_KEPT) : [];
  } catch {
    return [];
  }
}

/** Keeps an answer as the newest one. A failed write costs only the order of the choices. */
export async function keepAnswer(path: string, answer: string): Promise<void> {
  const others = (await readAnswers(path)).filter((kept) => kept !== answer);
  await replaceFile(path, JSON.stringify([answer, ...others].slice(0, MOST_KEPT))).catch(() => undefined);
}

/** What the question offers: the last answers that are still offered, then the others in order. */
export function choicesOf(offered: readonly string[], kept: readonly string[]): string[] {
  const recent = kept.filter((answer) => offered.includes(answer));
  return [...new Set([...recent, ...offered])].slice(0, MOST_CHOICES);
}
