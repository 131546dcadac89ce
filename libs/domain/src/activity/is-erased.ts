import type { TimeErased } from './events.js';
import type { NamedSpan } from './naming.js';

/**
 * Whether an erasure erases time with this name on this device. Time that the user entered has no
 * device. The caller compares the moments.
 */
export function isErased(
  { activity, document, page, deviceId }: NamedSpan & { readonly deviceId: string | undefined },
  { activities, documents, ...erased }: TimeErased['data'],
): boolean {
  if (erased.deviceId !== undefined && erased.deviceId !== deviceId) return false;
  if (!activities && !documents) return true;
  if (activities?.includes(activity)) return true;
  return documents?.some((one) => one.activity === activity && one.document === document && one.page === page) === true;
}
