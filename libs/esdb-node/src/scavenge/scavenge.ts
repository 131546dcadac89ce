import { type LogStore } from '../store/log-store.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { SurvivorCopy } from './survivor-copy.js';

export interface ScavengeResult {
  readonly removedEvents: number;
  readonly keptEvents: number;
  /** The size of the log's data file. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly elapsedMs: number;
}

/** What may be left to copy while writers wait, and how often the copy tries to come so near to the end of the log. */
const LAST_BYTES = 256n * 1024n;
const MOST_ROUNDS = 8;

/**
 * Removes for good, from the disk and from $all, what no read of a stream can return any more. Positions and revisions of
 * the others stay as they are. What was hidden when it was called is gone when it resolves; what is hidden meanwhile may
 * stay until the next time.
 *
 * The survivors are copied into a new log while appends and reads go on; the rest follows, and the new log takes the
 * place of the old, while the write loop stands still for a moment. Until then the old log is whole: after an error, such
 * as a full disk, or an abort, this rejects and the node goes on. Throws Error when a scavenge is running already.
 * `nowMs` (epoch ms) is the clock that `$maxAge` is measured by.
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
