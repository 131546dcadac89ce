import type { EventStore, NewEvent } from '../src/event-store.js';
import type { StoredEvent } from '../src/reads/stored-event.js';

const FOR_EVER = 2n ** 63n - 1n;

const noted = (): NewEvent => ({ event: { type: 'Noted', data: {} }, metadata: { now: 0, principalId: 'tester' } });

/** A removed stream also has an event that the server wrote: its tombstone. */
export const isOurs = ({ type }: StoredEvent): boolean => type === 'Noted';

/** Streams of one test, with what the log must still hold of them. */
export class History {
  readonly appended: { readonly stream: string; readonly revision: bigint; readonly position: bigint }[] = [];
  private readonly hiddenBefore = new Map<string, bigint>();
  private readonly lengths = new Map<string, bigint>();

  constructor(private readonly store: EventStore) {}

  async append(stream: string): Promise<void> {
    if (this.hiddenBefore.get(stream) === FOR_EVER) return;
    const next = this.lengths.get(stream) ?? 0n;
    const expected = next === 0n ? 'no_stream' : next - 1n;
    this.appended.push({ stream, ...(await this.store.append(stream, [noted()], expected)) });
    this.lengths.set(stream, next + 1n);
  }

  async truncate(stream: string): Promise<void> {
    const length = this.lengths.get(stream) ?? 0n;
    if (length === 0n || this.hiddenBefore.get(stream) === FOR_EVER) return;
    await this.store.truncate(stream, length);
    this.hiddenBefore.set(stream, length);
  }

  async remove(stream: string): Promise<void> {
    await this.store.removeForEver(stream);
    this.hiddenBefore.set(stream, FOR_EVER);
  }

  /** The positions of the events of these streams that no scavenge may remove. */
  survivors(streamPrefix: string): bigint[] {
    return this.appended
      .filter(
        ({ stream, revision }) => stream.startsWith(streamPrefix) && revision >= (this.hiddenBefore.get(stream) ?? 0n),
      )
      .map(({ position }) => position);
  }
}
