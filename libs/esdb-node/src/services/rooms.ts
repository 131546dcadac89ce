import { type Principal } from '../access/principal.js';
import { type Scavenger } from '../scavenge/scavenger.js';
import { type LogStore } from '../store/log-store.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { type NodeIdentity } from './gossip.js';

/** What the calls work on. */
export interface Rooms {
  readonly store: LogStore;
  readonly writes: WriteLoop;
  readonly scavenger: Scavenger;
  /** Who calls, by the `authorization` header; undefined: nobody the node knows. */
  readonly authenticate: (authorization: string | undefined) => Principal | undefined;
  /** The node as its clients see it. */
  readonly identity: () => NodeIdentity;
  readonly nowMs: () => number;
}
