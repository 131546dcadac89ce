import { CATALOGUE, categoriesWith, parseStreamName, prefixesOf, type StreamCategory } from '@app/domain';
import type { StreamCheck } from '../../runtime/projection.js';
import { USER_DAYS } from './user-days.js';

/**
 * The streams that the projector follows and does not fold: taxonomies, accounts, logins and
 * credentials. No row depends on them. Their readers leave out an event that they cannot read, or
 * refuse the stream. The projector parks such an event, so an operator sees it.
 */
export const FOLLOWED_STREAMS: readonly StreamCheck[] = categoriesWith('isProjected', true)
  .map(checkOf)
  .filter(({ prefix }) => prefix !== USER_DAYS.prefix);

function checkOf(category: StreamCategory): StreamCheck {
  const [prefix = category] = prefixesOf(category);
  return {
    prefix,
    ownerOf: (stream) => (stream.startsWith(prefix) ? parseStreamName(stream) : undefined),
    read: CATALOGUE[category].read,
  };
}
