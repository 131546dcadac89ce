import { type Principal } from '../access/principal.js';
import { type Scavenger } from '../scavenge/scavenger.js';
import { type ServerFaults } from '../reads/server-faults.js';
import { type LogStore } from '../store/log-store.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { type TwinAppends } from './twin-appends.js';
import { type NodeIdentity } from './gossip.js';

/** The parts of the node that the calls use. */
export interface NodeParts {
  readonly store: LogStore;
  readonly writes: WriteLoop;
  readonly scavenger: Scavenger;
  /** The caller that an `authorization` header proves, or undefined. */
  readonly authenticate: (authorization: string | undefined) => Principal | undefined;
  /** The node as its clients see it. */
  readonly identity: () => NodeIdentity;
  readonly nowMs: () => number;
  readonly faults: ServerFaults;
  /** With the fault `dropsTwins`. */
  readonly twins?: TwinAppends | undefined;
}
