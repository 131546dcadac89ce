import type { DomainEvent } from '../decider.js';
import type { EventEntries } from './event-entry.js';
import type { UntypedEvent } from './read-event.js';

/**
 * What there is one stream for. The name of a stream is its category, a dash and what tells it from the others: a user id, a
 * user id and a day, a hash or another id. `log`: the category is the whole name of its only stream.
 */
export type StreamPer = 'user' | 'user-and-day' | 'address' | 'secret' | 'application' | 'team' | 'log';

/**
 * Whose the events are. `user-of-name`: of the user whose id is in the name of the stream. `user-of-data`: of the user whose id
 * is in the field `userId`. `several-users`: of all users whom the stream names. `server`: of no user.
 */
export type Owner = 'user-of-name' | 'user-of-data' | 'several-users' | 'server';

/**
 * What the erasure of an account does with the streams that concern its user.
 *
 * - `revoke-and-remove`: looks through all events for the field `userId`, revokes what it finds, and removes the stream.
 * - `remove-days`: removes every day of the user.
 * - `leave`: takes the user out of the stream; removes it when the user created it.
 * - `remove`: removes the user's one stream.
 * - `release`: appends an event that names no user, and truncates the stream before it.
 * - `remove-late`: as `remove`, when all of the above is done.
 * - `remove-when-completed`: as `remove`, when the whole erasure is completed.
 * - `keep`: leaves the events as they are. At most they hold the user's random id.
 */
export type AccountErasure =
  | 'revoke-and-remove'
  | 'remove-days'
  | 'leave'
  | 'remove'
  | 'release'
  | 'remove-late'
  | 'remove-when-completed'
  | 'keep';

/** What the catalogue says of one category of streams. Every property is a decision: none may be left out. */
export interface CategoryEntry<E extends DomainEvent = DomainEvent> {
  readonly streamPer: StreamPer;
  /** All event types of these streams, each with its check and its upcasters. */
  readonly events: EventEntries<E>;
  /** Undefined for a type that is not among `events`; throws as `readerOf` says. */
  readonly read: (event: UntypedEvent) => E | undefined;
  readonly owner: Owner;
  readonly whenAccountIsErased: AccountErasure;
  /** Whether an export of a user holds these events. */
  readonly isExported: boolean;
  /** Whether an import takes these events out of an export. */
  readonly isImported: boolean;
  /** Whether the projector follows these streams. `caughtUp` waits for their newest event. */
  readonly isProjected: boolean;
}
