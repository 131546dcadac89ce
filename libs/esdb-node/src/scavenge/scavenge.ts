import { type LogStore } from '../store/log-store.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { SurvivorCopy } from './survivor-copy.js';

export interface ScavengeResult {
  readonly removedEvents: number;
  readonly keptEvents: number;
  /** The size of the log's data file, in bytes. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly elapsedMs: number;
}

/** The copy ends when this much is left, or after so many rounds. Writers wait for the rest. */
const LAST_BYTES = 256n * 1024n;
const MOST_ROUNDS = 8;

/**
 * Removes hidden events for good, from the disk and from $all: those that no read of a stream can
 * return. The positions and revisions of other events stay. Events that were hidden before the call
 * are gone when it resolves. Events that are hidden meanwhile may stay until the next scavenge.
 *
 * The surviving events are copied into a new log while appends and reads go on. Then the write loop
 * stands still for a moment: the rest follows, and the new log takes the place of the old log.
 * Until then the old log is whole. After an error, such as a full disk, or an abort, this rejects
 * and the node goes on. Throws Error when a scavenge is running already.
 * `nowMs` (epoch ms) is the clock for `$maxAge`.
 */
export async function scavenge(
  store: LogStore,
  writes: WriteLoop,
  nowMs: () => number,
  signal?: AbortSignal,
): Promise<ScavengeResult> {
  const startedMs = nowMs();
  const bytesBefore = store.dataBytes;
  const copy = store.beginCopy();
  try {
    const survivors = new SurvivorCopy(store, copy, startedMs, signal);
    await survivors.copyVisible();
    await survivors.copyStreams();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await survivors.catchUp();
      await copy.flush();
      if (store.tail - survivors.end <= LAST_BYTES) break;
    }
    await writes.exclusive(async () => {
      await survivors.catchUp();
      await store.adoptCopy(copy);
    });
    const { removedEvents, keptEvents } = survivors;
    return { removedEvents, keptEvents, bytesBefore, bytesAfter: store.dataBytes, elapsedMs: nowMs() - startedMs };
  } catch (error) {
    await store.dropCopy();
    throw error;
  }
}
