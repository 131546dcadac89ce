/** A line or row that was not imported, with the reason. */
export interface Rejected {
  /** Of the file, from 1. NaN when the line does not say it. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** The result of a batch. */
export interface Imported {
  readonly imported: number;
  /** Rows with some time that was there before, and more now. No line of an export grows. */
  readonly grown: number;
  /** Rows and lines that were all there before. */
  readonly duplicates: number;
  readonly rejected: readonly Rejected[];
  /** Of rows: the seconds that the readable ones have, and those that the account has for them. */
  readonly seconds?: { readonly given: number; readonly stored: number };
}
