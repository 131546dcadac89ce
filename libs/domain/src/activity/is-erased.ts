import type { TimeErased } from './events.js';
import type { NamedSpan } from './naming.js';

/** Whether an erasure erases time with this name. The caller compares the moments. */
export function isErased(
  { activity, document, page }: NamedSpan,
  { activities, documents }: TimeErased['data'],
): boolean {
  if (!activities && !documents) return true;
  if (activities?.includes(activity)) return true;
  return documents?.some((one) => one.activity === activity && one.document === document && one.page === page) === true;
}
