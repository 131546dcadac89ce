import type { DomainEvent } from '@app/domain';
import type { NewEvent, StoredEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';

/** The namespace of our deterministic event ids. */
const EVENT_IDS = '7c0f9a52-0a0f-4a4c-9c35-1c2b6b1d9f04';

/** The id of an event of an erasure. The same parts give the same id. */
export const erasureEventId = (...parts: readonly unknown[]): string => uuidV5(parts.join('\n'), EVENT_IDS);

/** An event of an erasure. */
export interface RewrittenEvent {
  readonly event: DomainEvent;
  /** The event that it takes the place of, or a part of. It keeps when that was recorded. */
  readonly of?: Pick<StoredEvent, 'firstRecordedAt' | 'by'> | undefined;
}

/**
 * The events with their ids. `after`, the last revision that was read, makes the ids of attempts
 * differ.
 */
export const asNewEvents = (
  events: readonly RewrittenEvent[],
  {
    erasureId,
    stream,
    after,
    metadata,
  }: { erasureId: string; stream: string; after: bigint; metadata: NewEvent['metadata'] },
): NewEvent[] =>
  events.map(({ event, of }, n) => ({
    id: erasureEventId(erasureId, stream, after, n),
    event,
    metadata: { ...metadata, ...(of && { firstRecordedAt: of.firstRecordedAt }), ...(of?.by && { by: of.by }) },
  }));
