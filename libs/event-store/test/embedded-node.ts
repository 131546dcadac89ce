import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Upcasters } from '@app/domain';
import { type EmbeddedNode, type ServerFaults, startNode } from '@app/esdb-node';

/** Events of tests have one version. */
export const NO_UPCASTERS: Upcasters = new Map();

/** A node with an empty folder. */
export interface NodeForTests {
  readonly node: EmbeddedNode;
  readonly dir: string;
  /** Closes the node, unless the test did, and removes its folder. */
  readonly stop: () => Promise<void>;
}

/** `faults`: of real servers, which the tests must bear. */
export async function startNodeForTests(faults: ServerFaults = {}): Promise<NodeForTests> {
  const dir = await mkdtemp(join(tmpdir(), 'timeledger-event-store-'));
  const node = await startNode({ dir, faults });
  return {
    node,
    dir,
    async stop() {
      await node.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
