import { TimeledgerError } from '@app/client';

/** What is wrong with the fields of a form. */
export interface FieldProblems {
  /** The sentence for a field, when the refusal has one of these codes. */
  readonly at: (sentences: Readonly<Record<string, string>>) => string | undefined;
}

/** Sorts a refusal to the field that it is about. */
export function problemsOf(error: unknown): FieldProblems {
  const code = error instanceof TimeledgerError ? error.code : undefined;
  return { at: (sentences) => (code === undefined ? undefined : sentences[code]) };
}

/** The error, unless a field tells it. */
export const untold = (error: unknown, ...told: readonly (string | undefined)[]): unknown =>
  told.some((sentence) => sentence !== undefined) ? undefined : error;
