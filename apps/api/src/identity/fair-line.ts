/**
 * A line in which keys take turns. Entries of one key keep their order. A key with many entries
 * delays the first entry of another key by one entry at most.
 *
 *     add a1 a2 a3 b1 c1 c2  ->  next: a1 b1 c1 a2 c2 a3
 */
export class FairLine<Entry> {
  /** The waiting entries by key, never empty. The first key is next. */
  private readonly waiting = new Map<string, Entry[]>();
  private count = 0;

  /** How many entries wait. */
  get length(): number {
    return this.count;
  }

  /** How many entries of a key wait. */
  lengthOf(key: string): number {
    return this.waiting.get(key)?.length ?? 0;
  }

  add(key: string, entry: Entry): void {
    const entries = this.waiting.get(key);
    if (entries) entries.push(entry);
    else this.waiting.set(key, [entry]);
    this.count += 1;
  }

  /** Takes the entry whose turn it is; undefined when none waits. */
  next(): Entry | undefined {
    const [first] = this.waiting;
    if (!first) return undefined;
    const [key, [entry, ...rest]] = first;
    this.waiting.delete(key);
    if (rest.length > 0) this.waiting.set(key, rest);
    this.count -= 1;
    return entry;
  }
}
