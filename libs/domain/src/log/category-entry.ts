import type { DomainEvent } from '../decider.js';
import type { EventEntries } from '../events/event-entry.js';
import type { UntypedEvent } from '../events/read-event.js';

/**
 * What each stream of a category belongs to. The name of a stream is its category, a dash, and an
 * id: a user id, a user id and a day, a hash, or another id. `log`: the category has one stream,
 * and its name is the category.
 */
export type StreamPer =
  'user' | 'user-and-day' | 'address' | 'secret' | 'application' | 'team' | 'team-and-week' | 'log';

/**
 * The owner of the events. `user-of-name`: the stream's name has the user's id. `user-of-data`: the
 * field `userId` has it. `several-users`: every user that the stream names. `server`: no user.
 */
export type Owner = 'user-of-name' | 'user-of-data' | 'several-users' | 'server';

/**
 * What the erasure of an account does with the streams that concern its user.
 *
 * - `revoke-and-remove`: finds the streams by the lists of the user (`LISTED_IN`), revokes their
 *   secrets, and removes them.
 * - `remove-days`: removes every day of the user.
 * - `withdraw`: removes published weeks with the user's time, and all weeks of the user's teams.
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
  | 'withdraw'
  | 'leave'
  | 'remove'
  | 'release'
  | 'remove-late'
  | 'remove-when-completed'
  | 'keep';

/**
 * An entry of the catalogue: one category of streams. Every property is a decision and required.
 */
export interface CategoryEntry<E extends DomainEvent = DomainEvent> {
  readonly streamPer: StreamPer;
  /** All event types of these streams, each with its check and its upcasters. */
  readonly events: EventEntries<E>;
  /** Undefined for a type that `events` does not have. Throws as `readerOf` says. */
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
