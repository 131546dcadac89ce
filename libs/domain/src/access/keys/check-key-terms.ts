import { checkMoment, type Fields, unreadable } from '../../events/check-fields.js';
import { isKeyKind } from './key-kinds.js';

/**
 * Checks the `KeyTerms` of an event. Both may be absent. Throws `unreadable`, also for a kind of a
 * newer version: what such a key may do is not known.
 */
export function checkKeyTerms(data: Fields): void {
  if (data.keyKind !== undefined && !isKeyKind(data.keyKind)) throw unreadable('keyKind');
  if (data.expiresAt !== undefined) checkMoment(data, 'expiresAt');
}
