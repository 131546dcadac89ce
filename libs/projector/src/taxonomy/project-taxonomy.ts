import { DomainError } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { ParkedEvent, ReadModels } from '@app/read-models';
import { parkedBecause } from '../parked-because.js';
import { reclassify } from './reclassify.js';
import type { TaxonomyCache } from './user-classes.js';

/** Whether an event is one of a user's taxonomy: such an event is projected alone, between the others. */
export const isOfTaxonomy = ({ stream }: StoredEvent): boolean => stream.startsWith('taxonomy-');

/** Makes the rows of a taxonomy event's user right. An event that cannot be read changes none and is set aside. */
export async function projectTaxonomy(
  event: StoredEvent,
  { taxonomies, readModels }: { taxonomies: TaxonomyCache; readModels: ReadModels },
): Promise<{ rows: number; parked: readonly ParkedEvent[] }> {
  try {
    const change = await taxonomies.follow(event);
    if (!change) return { rows: 0, parked: [] };
    return { rows: await reclassify(readModels, { ...change, position: event.position }), parked: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { rows: 0, parked: [parkedBecause(event, error)] };
  }
}
