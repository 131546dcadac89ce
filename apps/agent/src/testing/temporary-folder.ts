import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `work` with an empty folder and removes the folder afterwards. */
export async function withTemporaryFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-agent-'));
  try {
    await work(folder);
  } finally {
    // An agent that still runs may write into it meanwhile.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
