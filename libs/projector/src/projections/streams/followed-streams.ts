import { CATALOGUE, categoriesWith, parseStreamName, prefixesOf, type StreamCategory } from '@app/domain';
import type { Projection, StreamCheck } from '../../runtime/projection.js';

/**
 * The streams that the projector follows and no projection folds: taxonomies, accounts, logins and
 * credentials. No row depends on them. Their readers leave out an event that they cannot read, or
 * refuse the stream. The projector parks such an event, so an operator sees it.
 */
export function followedStreams(projections: readonly Projection[]): StreamCheck[] {
  const folded = new Set(projections.map(({ fold }) => fold.prefix));
  return categoriesWith('isProjected', true)
    .map(checkOf)
    .filter(({ prefix }) => !folded.has(prefix));
}

function checkOf(category: StreamCategory): StreamCheck {
  const [prefix = category] = prefixesOf(category);
  return {
    prefix,
    ownerOf: (stream) => (stream.startsWith(prefix) ? parseStreamName(stream) : undefined),
    read: CATALOGUE[category].read,
  };
}
