import type { UntypedEvent } from '../activity/read-activity-event.js';
import type { DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';

/** The data of an event, or a part of it, of which nothing is known yet. */
export type Fields = Record<string, unknown>;

/** By event type, what looks at the data and throws `unreadable` for the first field that it cannot trust. */
export type EventChecks = ReadonlyMap<string, (data: Fields) => void>;

/**
 * An event out of the log, checked before it is trusted: whoever can write to the log may have written anything.
 *
 * Returns undefined for a type without a check. Throws DomainError `unreadable_event`, naming the field, for data that no
 * version ever wrote, and `newer_event` for an event that only a newer version of this program can read.
 */
export function readEvent<E extends DomainEvent>(
  checks: EventChecks,
  { type, data }: Omit<UntypedEvent, 'stream'>,
): E | undefined {
  const check = checks.get(type);
  if (!check) return undefined;
  if (data === undefined) {
    throw new DomainError('newer_event', 'The event is of a newer version than this program knows.');
  }
  check(asFields(data, 'data'));
  return { type, data } as unknown as E;
}

/** The refusal of a field, by its name. */
export function unreadable(field: string): DomainError {
  return new DomainError('unreadable_event', `The field ${field} holds what no version of Timeledger writes.`);
}

/** The value as an object with fields. Throws `unreadable` when it is none. */
export function asFields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(name);
  return value as Fields;
}

/** Text that is not empty, and whole: half of a surrogate pair has no UTF-8. */
export function checkText(fields: Fields, name: string): void {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || !value.isWellFormed()) throw unreadable(name);
}

/** Text that may be missing or empty, but is whole. The read models would refuse the batch of one that is not, for ever. */
export function checkOptionalText(fields: Fields, name: string): void {
  const value = fields[name];
  if (value !== undefined && (typeof value !== 'string' || !value.isWellFormed())) throw unreadable(name);
}

/** A whole number in these bounds, both included. */
export function checkWhole(fields: Fields, name: string, { min, max }: { min: number; max: number }): void {
  const value = fields[name];
  if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) throw unreadable(name);
}

/** A number that `idAfter` gives. */
export function checkId(fields: Fields, name: string): void {
  checkWhole(fields, name, { min: 1, max: Number.MAX_SAFE_INTEGER });
}
