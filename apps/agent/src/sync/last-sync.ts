import { readFile, writeFile } from 'node:fs/promises';

/** How the last call to the server went. */
export interface SyncState {
  state: 'sent' | 'failed' | 'key-refused';
  /** A sentence for the person, without the key. */
  result: string;
  /** Server minus machine in milliseconds, as last measured. Null before the first answer. */
  skewMs: number | null;
  /** A version of the agent that is newer than this one, as the server told. */
  newerAgent?: string;
}

/** Notes a call for `status`. Only `status` reads the file, so a failed write does no harm. */
export async function noteSync(path: string, state: SyncState): Promise<void> {
  await writeFile(path, JSON.stringify({ at: Date.now(), ...state }), { mode: 0o600 }).catch(() => undefined);
}

/** The noted call with its time (epoch ms). Null when there was none, or the file is unreadable. */
export async function readLastSync(path: string): Promise<(SyncState & { at: number }) | null> {
  try {
    const noted = JSON.parse(await readFile(path, 'utf8')) as SyncState & { at: number };
    return Number.isFinite(new Date(noted.at).getTime()) && typeof noted.result === 'string' ? noted : null;
  } catch {
    return null;
  }
}
