import type { DomainEvent } from '../decider.js';
import { checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';

/** An account was opened. It is written once for an account. The log has no other list of them. */
export interface AccountListed extends DomainEvent {
  readonly type: 'AccountListed';
  readonly data: { readonly userId: string };
}

/** An OAuth application was registered. It is written once for an application. */
export interface ApplicationListed extends DomainEvent {
  readonly type: 'ApplicationListed';
  readonly data: { readonly clientId: string };
}

/**
 * The events of the stream `directory-of-server`: every account and application that there ever
 * was, oldest first, by their random ids. Their own streams say what became of them.
 */
export type DirectoryEvent = AccountListed | ApplicationListed;

/** The events of the stream `directory-of-server`. */
export const DIRECTORY_EVENTS: EventEntries<DirectoryEvent> = {
  AccountListed: { check: (data) => checkText(data, 'userId'), upcasters: [] },
  ApplicationListed: { check: (data) => checkText(data, 'clientId'), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readDirectoryEvent = readerOf<DirectoryEvent>(DIRECTORY_EVENTS);

/**
 * The entry of the directory that an event of another stream asks for. It looks at the names only,
 * so an account is listed also when its events cannot be read. Undefined for other events.
 */
export function directoryEntryOf({ stream, type }: { stream: string; type: string }): DirectoryEvent | undefined {
  const id = stream.slice(stream.indexOf('-') + 1);
  if (type === 'AccountOpened' && stream === `account-${id}`) return { type: 'AccountListed', data: { userId: id } };
  if (type === 'ApplicationRegistered' && stream === `client-${id}`) {
    return { type: 'ApplicationListed', data: { clientId: id } };
  }
  return undefined;
}
