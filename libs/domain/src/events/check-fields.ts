import { DomainError } from '../domain-error.js';

/** The data of an event, or a part of it, before anything is known about it. */
export type Fields = Record<string, unknown>;

/** The refusal of a field, by its name. */
export function unreadable(field: string): DomainError {
  return new DomainError('unreadable_event', `The field ${field} holds what no version of Timeledger writes.`);
}

/** The value as an object with fields. Throws `unreadable` when it is none. */
export function asFields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(name);
  return value as Fields;
}

/** No text that a version wrote is longer, in UTF-16 units: the longest are redirect addresses. */
const LONGEST_TEXT = 2_048;
/** Addresses and titles as agents of earlier versions sent them. Reports cut them. */
const LONGEST_OPTIONAL_TEXT = 4_096;
const MOST_TEXTS = 1_000;

/**
 * Checks that a text is not empty, not too long (UTF-16 units) and well-formed: half a surrogate
 * pair has no UTF-8. Throws `unreadable`.
 *
 * The limit holds whichever way an event comes into the log. One user's long text would keep the
 * others waiting each time it is read.
 */
export function checkText(fields: Fields, name: string, longest = LONGEST_TEXT): void {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > longest) throw unreadable(name);
  if (!value.isWellFormed()) throw unreadable(name);
}

/**
 * Checks several texts with `checkText`, in this order. Throws `unreadable` for the first bad one.
 */
export function checkTexts(fields: Fields, ...names: readonly string[]): void {
  for (const name of names) checkText(fields, name);
}

/**
 * Checks a text that may be missing or empty, but must be well-formed and not too long. ClickHouse
 * would refuse a batch with half a character for ever. Throws `unreadable`.
 */
export function checkOptionalText(fields: Fields, name: string): void {
  const value = fields[name];
  if (value === undefined) return;
  if (typeof value !== 'string' || value.length > LONGEST_OPTIONAL_TEXT || !value.isWellFormed())
    throw unreadable(name);
}

/** Checks a list of texts with `checkText`. The list may be empty. Throws `unreadable`. */
export function checkTextList(fields: Fields, name: string): void {
  const values = fields[name];
  if (!Array.isArray(values) || values.length > MOST_TEXTS) throw unreadable(name);
  for (const value of values as unknown[]) checkText({ [name]: value }, name);
}

/** Checks a whole number from `min` to `max`, both included. Throws `unreadable`. */
export function checkWhole(fields: Fields, name: string, { min, max }: { min: number; max: number }): void {
  const value = fields[name];
  if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) throw unreadable(name);
}

/** Checks a moment in epoch ms. Throws `unreadable`. */
export function checkMoment(fields: Fields, name: string): void {
  checkWhole(fields, name, { min: 0, max: Number.MAX_SAFE_INTEGER });
}

/** Checks a number that `idAfter` gives. Throws `unreadable`. */
export function checkId(fields: Fields, name: string): void {
  checkWhole(fields, name, { min: 1, max: Number.MAX_SAFE_INTEGER });
}
