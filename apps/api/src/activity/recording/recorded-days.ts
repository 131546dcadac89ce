import { DayRoom, DomainError, KnownActivities, readActivityEvent, untilIdle } from '@app/domain';
import type { EventStore, ExpectedRevision } from '@app/event-store';
import { LRUCache } from 'lru-cache';

/** What a day stream holds: its revision, the activities that it knows, and how full it is. */
export interface RecordedDay {
  readonly expected: ExpectedRevision;
  readonly known: KnownActivities;
  readonly room: DayRoom;
}

/** The most activities and ids to remember, over all days: about 60 bytes each. */
const MOST_KNOWN = 1_000_000;
/** A day itself takes as much as so many of them. So many small days take no more memory. */
const KNOWN_FOR_A_DAY = 20;

/**
 * The days that are being recorded. It is only a memory of the log: an append at the revision that
 * it names fails when another process was faster. The day is then forgotten and read again.
 */
export class RecordedDays {
  private readonly days: LRUCache<string, RecordedDay>;

  /** `idleMs`: a day that no device brings activities of for so long is forgotten. */
  constructor(
    private readonly store: EventStore,
    idleMs?: number,
  ) {
    this.days = new LRUCache({
      ...untilIdle(idleMs),
      maxSize: MOST_KNOWN,
      sizeCalculation: ({ known }) => known.size + KNOWN_FOR_A_DAY,
    });
  }

  /** The day as it was when it was last read or appended to. */
  async dayOf(stream: string): Promise<RecordedDay> {
    const remembered = this.remembered(stream);
    if (remembered) return remembered;
    const read = await this.read(stream);
    this.days.set(stream, read);
    return read;
  }

  /** The same, when it need not be read. */
  remembered(stream: string): RecordedDay | undefined {
    return this.days.get(stream);
  }

  /** Remembers the day as it is after an append. */
  remember(stream: string, day: RecordedDay): void {
    this.days.set(stream, day);
  }

  forget(stream: string): void {
    this.days.delete(stream);
  }

  private async read(stream: string): Promise<RecordedDay> {
    const known = new KnownActivities();
    const room = new DayRoom();
    let expected: ExpectedRevision = 'no_stream';
    for await (const stored of this.store.read(stream)) {
      expected = stored.revision;
      try {
        const event = readActivityEvent(stored);
        if (!event) continue;
        known.apply(event);
        room.apply(event);
      } catch (error) {
        // The projector parks what cannot be read. Its spans count for nothing, so they are not
        // known.
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return { expected, known, room };
  }
}
