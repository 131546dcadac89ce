import type { Command, Decider, DomainEvent } from '../decider.js';
import { checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { passingOver } from '../events/passing-over.js';
import { readerOf } from '../events/read-event.js';

/**
 * A user has asked for the weekly mail, or had. It is written once for a user. The log has no other
 * list of these users.
 */
export interface MailReaderListed extends DomainEvent {
  readonly type: 'MailReaderListed';
  readonly data: { readonly userId: string };
}

export interface ListMailReader extends Command {
  readonly type: 'ListMailReader';
  readonly data: { readonly userId: string };
}

/** The events of the stream `readers-of-mails`. */
export const MAIL_READER_EVENTS: EventEntries<MailReaderListed> = {
  MailReaderListed: { check: (data) => checkText(data, 'userId'), upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readMailReaderEvent = readerOf<MailReaderListed>(MAIL_READER_EVENTS);

/** The rules of the stream for one user. The state tells whether the user is listed. */
export function mailReaderDecider(userId: string): Decider<boolean, ListMailReader, MailReaderListed> {
  return passingOver<boolean, ListMailReader, MailReaderListed>(readMailReaderEvent, {
    initialState: false,
    decide: (_command, isListed) => (isListed ? [] : [{ type: 'MailReaderListed', data: { userId } }]),
    evolve: (isListed, { data }) => isListed || data.userId === userId,
  });
}
