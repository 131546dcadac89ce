import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK_BYTES = 200_000;
/** Elsewhere an open file cannot lose its name. */
const CAN_LOSE_ITS_NAME = process.platform !== 'win32';

/**
 * Takes all blocks of a source at once and gives them back at the pace of a consumer. Meanwhile
 * they are in a file of the folder. Only this user can open it, and it loses its name before bytes
 * are in it. The file ends with the generator, so the consumer must begin it. Rejects when the
 * source does, when the file cannot be written, and after the signal.
 */
export async function keptBlocks(
  blocks: AsyncIterable<Uint8Array>,
  { dir, signal }: { dir: string; signal: AbortSignal },
): Promise<AsyncGenerator<Uint8Array, void>> {
  const path = join(dir, `report-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  const end = async () => {
    await file.close();
    if (!CAN_LOSE_ITS_NAME) await unlink(path);
  };
  try {
    if (CAN_LOSE_ITS_NAME) await unlink(path);
    for await (const block of blocks) {
      signal.throwIfAborted();
      await file.writeFile(block);
    }
    return readBack(file, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function* readBack(file: FileHandle, end: () => Promise<void>): AsyncGenerator<Uint8Array, void> {
  try {
    for (let position = 0; ;) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(BLOCK_BYTES), position });
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await end();
  }
}
