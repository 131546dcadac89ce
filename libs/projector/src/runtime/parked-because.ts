import type { DomainError } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { ParkedEvent } from '@app/read-models';

/** An event to set aside, and the refusal that says why. */
export function parkedBecause(
  { position, stream, revision, type }: StoredEvent,
  { message }: DomainError,
): ParkedEvent {
  return { position, stream, revision, type, reason: message };
}
