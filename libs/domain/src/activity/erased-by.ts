import type { TimeErased } from './events.js';
import type { NamedSpan } from './naming.js';

type OnDevice = NamedSpan & { readonly deviceId: string | undefined };

/**
 * Tells whether an erasure erases time with a name on a device. Time that the user entered has no
 * device. The caller compares the moments.
 *
 * An erasure may name thousands of activities and meet thousands of pieces. So its names are looked
 * up in a set, which is made once: keep the result for all pieces.
 */
export function erasedBy({ deviceId, activities, documents }: TimeErased['data']): (subject: OnDevice) => boolean {
  const isOfDevice = (subject: OnDevice) => deviceId === undefined || deviceId === subject.deviceId;
  if (!activities && !documents) return isOfDevice;
  const names = new Set(activities);
  const keys = new Set(documents?.map(documentKey));
  return (subject) =>
    isOfDevice(subject) && (names.has(subject.activity) || (keys.size > 0 && keys.has(documentKey(subject))));
}

/** One text for the three. No two documents share one, whatever characters they have. */
const documentKey = ({ activity, document, page }: NamedSpan): string => JSON.stringify([activity, document, page]);
