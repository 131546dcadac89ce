import { userStream } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import type { SourceName } from './sources.js';

/** The changes in one stream, newest first. A change is the events of one command. */
export class Backwards {
  private readonly events: AsyncGenerator<StoredEvent>;
  private head: StoredEvent | undefined;

  private constructor(
    readonly source: SourceName,
    stream: { store: EventStore; userId: string; from: bigint | undefined },
  ) {
    const { store, userId, from } = stream;
    this.events = store.readBackwards(userStream(source, userId), from === undefined ? {} : { from });
  }

  static async open(
    source: SourceName,
    stream: { store: EventStore; userId: string; from: bigint | undefined },
  ): Promise<Backwards> {
    const opened = new Backwards(source, stream);
    await opened.advance();
    return opened;
  }

  /** The last event of the next change. Undefined when there are no more. */
  get next(): StoredEvent | undefined {
    return this.head;
  }

  /** The events of the next change, the first one first, and `most` of them at most. */
  async take(most: number): Promise<StoredEvent[]> {
    const taken: StoredEvent[] = [];
    const id = this.head?.commandId;
    while (this.head && taken.length < most) {
      if (taken.length > 0 && (id === undefined || this.head.commandId !== id)) break;
      taken.unshift(this.head);
      await this.advance();
    }
    return taken;
  }

  async close(): Promise<void> {
    await this.events.return(undefined);
  }

  private async advance(): Promise<void> {
    const next: IteratorResult<StoredEvent, unknown> = await this.events.next();
    this.head = next.done ? undefined : next.value;
  }
}
