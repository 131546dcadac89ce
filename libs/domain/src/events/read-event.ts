import type { DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import type { EventEntries } from './event-entry.js';
import type { Fields } from './check-fields.js';
import { asFields } from './check-fields.js';

/** An event of the log before its data is checked. */
export interface UntypedEvent {
  readonly stream: string;
  readonly type: string;
  /** Undefined when the event has a newer version than this program knows. */
  readonly data: unknown;
}

/** Reads an event where the name of its stream does not matter. */
export type EventReader<E> = (event: Omit<UntypedEvent, 'stream'>) => E | undefined;

/**
 * A reader of the events in `entries`. It checks an event before the program trusts it, because
 * other programs can write to the event store.
 *
 * The reader returns undefined for a type without an entry. It throws DomainError
 * `unreadable_event` with the name of the field for data that no version wrote. It throws
 * `newer_event` for an event that only a newer version of this program can read.
 */
export function readerOf<E extends DomainEvent>(entries: EventEntries<E>): EventReader<E> {
  const checks = new Map<string, (data: Fields) => void>();
  for (const type of Object.keys(entries) as E['type'][]) checks.set(type, entries[type].check);
  return ({ type, data }) => {
    const check = checks.get(type);
    if (!check) return undefined;
    if (data === undefined) {
      throw new DomainError('newer_event', 'The event has a newer version than this program knows.');
    }
    check(asFields(data, 'data'));
    return { type, data } as unknown as E;
  };
}
