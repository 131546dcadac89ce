import type { EventStore } from '@app/event-store';
import type { Checkpoint } from '@app/read-models';

/** Checkpoints of a projection or a reactor. */
export type Places = Iterable<Pick<Checkpoint, 'position' | 'eventId'>>;

/**
 * Whether some of these checkpoints belong to another history of the log: they are ahead of its
 * end, or it has another event at their position. That is so when an older backup of the log was
 * restored. A place that a scavenge removed is no contradiction.
 */
export async function isOfAnotherHistory(store: EventStore, checkpoints: Places): Promise<boolean> {
  const asked = new Map([...checkpoints].map((one) => [`${one.position} ${one.eventId}`, one]));
  for (const place of asked.values()) if (!(await store.isInHistory(place))) return true;
  return false;
}
