import { ConcurrencyError, type EventStore } from '@app/event-store';
import { KeyedQueue } from './keyed-queue.js';
import { type NewParts, newParts } from './new-parts.js';
import type { DayOffer } from './offer.js';
import { type RecordedDay, RecordedDays } from './recorded-days.js';

/**
 * The most activities that offers bring together. 100 of the longest texts stay below half of the
 * 1 MB that a server takes at once.
 */
const MOST_TOGETHER = 100;
const ATTEMPTS = 3;

/** An offer that waits for its turn. */
interface Waiting {
  readonly offered: DayOffer;
  readonly resolve: (parts: NewParts) => void;
  readonly reject: (error: unknown) => void;
}

export interface DayAppendsOptions {
  readonly store: EventStore;
  /** Rejects when the user's account is closed. */
  readonly checkIsOpen: (userId: string) => Promise<unknown>;
}

/**
 * Appends what offers bring to the streams of days, one append for a stream at a time. Offers that
 * arrive meanwhile wait, and the next append takes them together:
 *
 *     append   [A        ][B C D    ]
 *     offers    A  B C D
 *
 * So the devices of one account do not stand in line for the disk. Offers that go together share
 * their end: all are durable, or all fail.
 */
export class DayAppends {
  private readonly recorded: RecordedDays;
  private readonly queue = new KeyedQueue();
  private readonly lines = new Map<string, Waiting[]>();

  constructor(private readonly options: DayAppendsOptions) {
    this.recorded = new RecordedDays(options.store);
  }

  /** The day without what is on its way: that is not durable yet. */
  dayOf(stream: string): Promise<RecordedDay> {
    return this.queue.run(stream, () => this.recorded.dayOf(stream));
  }

  /** Whether the stream of the day has an event. */
  async hasBegun(stream: string): Promise<boolean> {
    const { expected } = this.recorded.remembered(stream) ?? (await this.dayOf(stream));
    return expected !== 'no_stream';
  }

  /** Resolves when what is new of the offer is durable. */
  append(stream: string, offered: DayOffer): Promise<NewParts> {
    return new Promise((resolve, reject) => {
      const waiting = { offered, resolve, reject };
      const line = this.lines.get(stream);
      if (line) {
        line.push(waiting);
        return;
      }
      this.lines.set(stream, [waiting]);
      void this.queue.run(stream, () => this.appendLine(stream));
    });
  }

  /** Appends what waits together. What has no place there gets the next turn. */
  private async appendLine(stream: string): Promise<void> {
    const together = this.takeLine(stream);
    try {
      const parts = await this.appendTogether(stream, together);
      together.forEach(({ resolve }, n) => resolve(parts[n] as NewParts));
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }

  /** The first offers of the line, as many as go together. The first one always does. */
  private takeLine(stream: string): readonly Waiting[] {
    const line = this.lines.get(stream) ?? [];
    let activities = 0;
    const isTooMuch = ({ offered }: Waiting, n: number) => {
      activities += countOf(offered);
      return n > 0 && activities > MOST_TOGETHER;
    };
    const end = line.findIndex(isTooMuch);
    if (end === -1) {
      this.lines.delete(stream);
      return line;
    }
    this.lines.set(stream, line.slice(end));
    void this.queue.run(stream, () => this.appendLine(stream));
    return line.slice(0, end);
  }

  /** Appends what the stream does not have yet. Resolves to what was new of each offer. */
  private async appendTogether(stream: string, together: readonly Waiting[]): Promise<NewParts[]> {
    for (let attempt = 1; ; attempt++) {
      const { expected, known, room } = await this.recorded.dayOf(stream);
      try {
        const day = { stream, length: expected === 'no_stream' ? 0 : Number(expected) + 1, known, room };
        const parts = together.map(({ offered }) => newParts(day, offered));
        const events = parts.flatMap((part) => part.events);
        if (events.length === 0) return parts;
        for (const { offered } of together) await this.options.checkIsOpen(offered.offer.userId);
        const { revision } = await this.options.store.append(stream, events, expected);
        this.recorded.remember(stream, { expected: revision, known, room });
        return parts;
      } catch (error) {
        // The memory of the stream may be stale now, and it knows activities that are not durable.
        this.recorded.forget(stream);
        if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

const countOf = ({ stretches }: DayOffer): number =>
  stretches.reduce((sum, { activities }) => sum + activities.length, 0);
