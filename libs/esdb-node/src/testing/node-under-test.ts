import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EmbeddedNode, startNode } from '../start-node.js';

/** The compiled program, which `scripts/ensure.mjs` builds before every test run. */
export const PROGRAM = fileURLToPath(new URL('../../../../dist/libs/esdb-node/src/main.js', import.meta.url));

/** A new folder in the system's temporary folder. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'esdb-node-'));

export const removeFolder = (dir: string): void => rmSync(dir, { recursive: true, force: true });

/** A node with its own folder, for one test file. */
export interface NodeUnderTest {
  readonly node: EmbeddedNode;
  readonly dir: string;
  /** Closes the node and removes its folder. */
  stop(): Promise<void>;
}

export async function startNodeUnderTest(): Promise<NodeUnderTest> {
  const dir = temporaryFolder();
  const node = await startNode({ dir });
  return {
    node,
    dir,
    async stop() {
      await node.close();
      removeFolder(dir);
    },
  };
}
