import { readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncTree } from './sync-tree.js';

/** Lies in the folder from before the first write until everything is on the disk. */
const MARK = 'in-use';

/**
 * The use of an engine's folder whose inserts are not synced one by one. What the engine writes
 * survives the end of the process, but not that of the machine: a power cut may lose any of it,
 * also parts that were merged long ago. The log has it all. So a folder that was in use when the
 * machine stopped is emptied, and the tables are projected again.
 *
 *     enter    delete the tables if the mark is of another boot; mark with this one, synced
 *     leave    sync every file, then delete the mark
 *
 * A process that was killed leaves its mark. The next start in the same boot trusts the tables,
 * because the system still has every write. Another process of this machine has the same boot id,
 * so its folder is never emptied.
 */
export class FolderUse {
  private constructor(
    private readonly dir: string,
    /** Whether the machine stopped while the folder was in use, and its tables were deleted. */
    readonly wasEmptied: boolean,
  ) {}

  /** Call it before the engine opens the folder. */
  static async enter(dir: string, bootId: string): Promise<FolderUse> {
    await mkdir(dir, { recursive: true });
    const former = await readFile(join(dir, MARK), 'utf8').catch(() => undefined);
    const wasEmptied = former !== undefined && former !== bootId;
    // The mark goes last: a crash in between begins here again.
    if (wasEmptied) await emptied(dir);
    await syncedFile(join(dir, MARK), bootId);
    await syncTree(dir, { isDeep: false });
    return new FolderUse(dir, wasEmptied);
  }

  /** Call it after the engine has closed the folder. */
  async leave(): Promise<void> {
    await syncTree(this.dir);
    await rm(join(this.dir, MARK), { force: true });
    await syncTree(this.dir, { isDeep: false });
  }
}

async function emptied(dir: string): Promise<void> {
  for (const name of await readdir(dir)) if (name !== MARK) await rm(join(dir, name), { recursive: true });
}

async function syncedFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * The id of this start of the machine. Null where the system does not tell it: then a power
 * cut would not be noticed. Source: proc(5), `/proc/sys/kernel/random/boot_id`.
 */
export function thisBoot(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
