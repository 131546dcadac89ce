import { originalOf } from '../events.js';
import { type LogStore } from '../store/log-store.js';
import { type Refusal } from '../writes/outcome.js';
import { mayAccess, type StreamAction } from '../access/acl.js';
import { type Principal } from '../access/principal.js';

/** The name under which the log as a whole has its metadata. */
export const ALL = '$all';

/** What an action on a metastream is on its stream. */
const ON_METADATA = { read: 'read-metadata', write: 'write-metadata', delete: 'write-metadata' } as const;

/** Why a caller may not do something with a stream (or with `$all`), or undefined when they may. */
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
