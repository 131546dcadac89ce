import type { CommandMetadata, DomainEvent, Upcasters } from '@app/domain';
import { jsonEvent } from '@eventstore/db-client';
import { NIL, v4 as uuidV4, validate as isUuid } from 'uuid';
import { presentVersion } from '../reads/upcast.js';

/** What an event tells besides its data. */
export interface NewEventMetadata extends CommandMetadata {
  /** When an event that this one takes the place of was recorded. See `StoredEvent`. */
  readonly firstRecordedAt?: Date;
}

/** An event on its way into the log. */
export interface NewEvent<E extends DomainEvent = DomainEvent> {
  /** A UUID. A sender that may retry passes the same one again. Default: a random one. */
  readonly id?: string;
  readonly event: E;
  readonly metadata: NewEventMetadata;
}

/**
 * The event as the client sends it, with the present version of its type. A missing id is drawn
 * here. Throws RangeError for an id that is no UUID or is zero, and for an empty type.
 *
 * EventStoreDB answers a malformed event twice. The second answer comes 2 s later, and the client
 * throws it where no code can catch it. So no such event is sent.
 */
export function toJsonEvent({ id = uuidV4(), event, metadata }: NewEvent, upcasters: Upcasters) {
  const { now, principalId, by, commandId, firstRecordedAt } = metadata;
  if (!isUuid(id) || id === NIL) throw new RangeError(`The event id ${id} is no UUID, or is the zero one.`);
  if (event.type.length === 0) throw new RangeError('An event has no type.');
  return jsonEvent({
    id,
    type: event.type,
    data: event.data as Record<string, unknown>,
    metadata: {
      schemaVersion: presentVersion(upcasters, event.type),
      ...{ at: now, principalId },
      ...(by && { by }),
      ...(commandId !== undefined && { commandId }),
      ...(firstRecordedAt && { firstRecordedAt: firstRecordedAt.getTime() }),
    },
  });
}
