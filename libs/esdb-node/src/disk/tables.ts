import { bytesCodec } from './value-slab.js';
import { open, type Database, type RootDatabase } from 'lmdb';

export type Table = Database<Buffer, Buffer>;

/** The tables of the store. README.md, "On disk", describes each. */
export interface Tables {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly log: Table;
  readonly streams: Table;
  readonly revisions: Table;
  readonly eventIds: Table;
  readonly counters: Table;
}

/**
 * Opens the tables in `dir` and creates missing ones. With `noSync` a commit does not wait for the
 * disk, which suits a copy that counts only when it is complete. Throws what LMDB throws when the
 * folder cannot be written.
 */
export function openTables(dir: string, { noSync }: { readonly noSync: boolean }): Tables {
  const binary = { encoding: 'binary', keyEncoding: 'binary', encoder: bytesCodec } as const;
  // overlappingSync off: the promise of a transaction then means "on disk".
  // eventTurnBatching off: it makes a promise that no code can catch, and a full disk rejects it.
  const root = open<Buffer, Buffer>({
    path: dir,
    overlappingSync: false,
    eventTurnBatching: false,
    noSync,
    maxDbs: 8,
    ...binary,
  });
  const table = (name: string): Table => root.openDB<Buffer, Buffer>({ name, ...binary });
  try {
    return {
      root,
      log: table('log'),
      streams: table('streams'),
      revisions: table('revisions'),
      eventIds: table('event-ids'),
      counters: table('counters'),
    };
  } catch (error) {
    void root.close();
    throw error;
  }
}
