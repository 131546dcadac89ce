import { DayRoom, DomainError, KnownActivities, parseActivityStream, readActivityEvent } from '@app/domain';
import type { EventStore, ExpectedRevision } from '@app/event-store';
import { LRUCache } from 'lru-cache';

/** What the stream has into which an import appends. */
export interface ImportTarget {
  /** The id of the first event. Undefined when there is none. */
  readonly first: string | undefined;
  readonly ids: ReadonlySet<string>;
  readonly expected: ExpectedRevision;
  /** What a day knows. Empty for any other stream. */
  readonly activities: KnownActivities;
  /** How full a day is. Undefined for any other stream. */
  readonly room: DayRoom | undefined;
}

/** The most ids and activities to remember, over all streams: about 100 bytes each. */
const MOST_KNOWN = 300_000;

/**
 * The streams into which imports append. A file comes in many calls, and a stream may have 50,000
 * events: reading all of them for each call would cost others their time.
 *
 * It is only a memory of the log. A call takes the target of a stream out of it and puts it back
 * after its append, so two calls never change one target. It holds as long as the stream has the
 * same newest event.
 */
export class ImportTargets {
  private readonly targets = new LRUCache<string, ImportTarget>({
    maxSize: MOST_KNOWN,
    sizeCalculation: ({ ids, activities }) => ids.size + activities.size + 1,
  });

  constructor(private readonly store: EventStore) {}

  /** The target as the log has it now. Throws EventStoreUnavailableError. */
  async take(stream: string): Promise<ImportTarget> {
    const remembered = this.targets.get(stream);
    this.targets.delete(stream);
    if (remembered && (await this.newestOf(stream)) === remembered.expected) return remembered;
    return this.read(stream);
  }

  /**
   * Remembers a target after the events were appended at its revision. What it knows of a day must
   * have them already.
   */
  putBack(stream: string, target: ImportTarget, appended: readonly string[]): void {
    const { first = appended[0], expected } = target;
    const ids = target.ids as Set<string>;
    for (const id of appended) ids.add(id);
    const before = expected === 'no_stream' ? -1n : expected;
    const after = before + BigInt(appended.length);
    this.targets.set(stream, { ...target, first, ids, expected: after < 0n ? 'no_stream' : after });
  }

  private async newestOf(stream: string): Promise<ExpectedRevision> {
    for await (const { revision } of this.store.readBackwards(stream)) return revision;
    return 'no_stream';
  }

  private async read(stream: string): Promise<ImportTarget> {
    const ids = new Set<string>();
    const activities = new KnownActivities();
    const room = parseActivityStream(stream) ? new DayRoom() : undefined;
    let [first, expected]: [string | undefined, ExpectedRevision] = [undefined, 'no_stream'];
    for await (const stored of this.store.read(stream)) {
      first ??= stored.id;
      ids.add(stored.id);
      expected = stored.revision;
      if (!room) continue;
      try {
        const event = readActivityEvent(stored);
        if (!event) continue;
        activities.apply(event);
        room.apply(event);
      } catch (error) {
        // Such an event counts for nothing, so its ids are free.
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return { first, ids, expected, activities, room };
  }
}
