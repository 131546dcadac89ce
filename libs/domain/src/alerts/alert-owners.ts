import type { Command, Decider, DomainEvent } from '../decider.js';
import { passingOver } from '../events/passing-over.js';
import { checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';

/**
 * A user has an alert, or had one. It is written once for a user. The log has no other list of
 * owners.
 */
export interface AlertOwnerListed extends DomainEvent {
  readonly type: 'AlertOwnerListed';
  readonly data: { readonly userId: string };
}

export interface ListAlertOwner extends Command {
  readonly type: 'ListAlertOwner';
  readonly data: { readonly userId: string };
}

/**
 * The rules of the stream of alert owners for one user. The state tells whether the user is listed.
 */
export function alertOwnerDecider(userId: string): Decider<boolean, ListAlertOwner, AlertOwnerListed> {
  return passingOver<boolean, ListAlertOwner, AlertOwnerListed>(readAlertOwnerEvent, {
    initialState: false,
    decide: (_command, isListed) => (isListed ? [] : [{ type: 'AlertOwnerListed', data: { userId } }]),
    evolve: (isListed, { data }) => isListed || data.userId === userId,
  });
}

/** The events of the stream `owners-of-alerts`. */
export const ALERT_OWNER_EVENTS: EventEntries<AlertOwnerListed> = {
  AlertOwnerListed: { check: (data) => checkText(data, 'userId'), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readAlertOwnerEvent = readerOf<AlertOwnerListed>(ALERT_OWNER_EVENTS);
