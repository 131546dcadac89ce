import { checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { TeamListed } from './membership-decider.js';

/** The events of `membership-` streams. */
export const MEMBERSHIP_EVENTS: EventEntries<TeamListed> = {
  TeamListed: { check: (data) => checkText(data, 'teamId'), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readMembershipEvent = readerOf<TeamListed>(MEMBERSHIP_EVENTS);
