import { originalOf } from '../terms/events.js';
import { type LogStore } from '../store/log-store.js';
import { type Refusal } from '../terms/outcome.js';
import { mayAccess, type StreamAction } from '../access/acl.js';
import { type Principal } from '../access/principal.js';

/** The name that the metadata of the whole log stands under. */
export const ALL = '$all';

/** The action on a stream that an action on its metastream means. */
const ON_METADATA = { read: 'read-metadata', write: 'write-metadata', delete: 'write-metadata' } as const;

/** Why a caller may not do something with a stream or `$all`. Undefined when the caller may. */
export function refuseAccess(
  store: LogStore,
  caller: Principal,
  action: keyof typeof ON_METADATA,
  stream: string,
): Refusal | undefined {
  const original = originalOf(stream);
  const asked: StreamAction = original === undefined ? action : ON_METADATA[action];
  const guarded = original ?? stream;
  const acl = store.stateOf(guarded).metadata?.acl;
  return mayAccess(caller, asked, { stream: guarded, acl }) ? undefined : { kind: 'access-denied', stream };
}
