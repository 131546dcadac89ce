import type { UntypedEvent } from '../activity/read-activity-event.js';
import type { Command, Decider, DomainEvent } from '../decider.js';
import { passingOver } from '../log/passing-over.js';
import { checkText, type EventChecks, readEvent } from '../log/read-event.js';

/** A user has an alert, or had one. Once for a user: a list of whom to look after, in a log that has no other. */
export interface AlertOwnerListed extends DomainEvent {
  readonly type: 'AlertOwnerListed';
  readonly data: { readonly userId: string };
}

export interface ListAlertOwner extends Command {
  readonly type: 'ListAlertOwner';
  readonly data: { readonly userId: string };
}

/** The rules of the stream of alert owners for one user in it: whether they are listed is all of the state. */
export function alertOwnerDecider(userId: string): Decider<boolean, ListAlertOwner, AlertOwnerListed> {
  return passingOver<boolean, ListAlertOwner, AlertOwnerListed>(readAlertOwnerEvent, {
    initialState: false,
    decide: (_command, isListed) => (isListed ? [] : [{ type: 'AlertOwnerListed', data: { userId } }]),
    evolve: (isListed, { data }) => isListed || data.userId === userId,
  });
}

/** An event of that stream, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readAlertOwnerEvent(event: Omit<UntypedEvent, 'stream'>): AlertOwnerListed | undefined {
  return readEvent<AlertOwnerListed>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([['AlertOwnerListed', (data) => checkText(data, 'userId')]]);
