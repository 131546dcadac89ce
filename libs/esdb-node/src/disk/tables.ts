import { bytesCodec } from './value-slab.js';
import { open, type Database, type RootDatabase } from 'lmdb';

export type Table = Database<Buffer, Buffer>;

/** The tables of the store; README.md, "On disk", says what each holds. */
export interface Tables {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly log: Table;
  readonly streams: Table;
  readonly revisions: Table;
  readonly eventIds: Table;
  readonly counters: Table;
}

/**
 * Opens, or creates, the tables in `dir`. `noSync`: commits do not wait for the disk; for a copy that counts only once
 * it is complete. Throws what LMDB throws when the folder cannot be written.
 */
export function openTables(dir: string, { noSync }: { readonly noSync: boolean }): Tables {
  const binary = { encoding: 'binary', keyEncoding: 'binary', encoder: bytesCodec } as const;
  // overlappingSync off: the promise of a transaction then means "on disk", not "visible to readers".
  // eventTurnBatching off: it makes a promise of its own that nobody can catch, and a full disk rejects that too.
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
