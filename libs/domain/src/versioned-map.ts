/** The change that made a later map of this one, undone: what the key had here. */
interface Undo<K, V> {
  readonly later: VersionedMap<K, V>;
  readonly key: K;
  /** Undefined when the key was not there. */
  readonly entry: { readonly value: V } | undefined;
}

/**
 * A map that never changes: `with` and `without` give another one. A chain of changes costs one
 * step each, because the newest map holds all entries and an older one only how it differs:
 *
 *     older  { undo "b" } -> { undo "c" } -> newest  { a, b, c }
 *
 * So a fold of n events takes n steps, where copies of a `Map` take n². The first reading of an
 * older map copies it once. Nothing newer holds on to an older map.
 *
 * The order is that of a `Map`. In an older map that is read again, keys that a later map lost
 * stand last.
 */
export class VersionedMap<K, V> implements ReadonlyMap<K, V> {
  private entriesHere: Map<K, V> | undefined;
  private undo: Undo<K, V> | undefined;

  constructor(entries: Iterable<readonly [K, V]> = []) {
    this.entriesHere = new Map(entries);
  }

  /** The map itself when it is versioned, and else one with its entries. */
  static of<K, V>(map: ReadonlyMap<K, V>): VersionedMap<K, V> {
    return map instanceof VersionedMap ? (map as VersionedMap<K, V>) : new VersionedMap(map);
  }

  /** The map with this value for the key. */
  with(key: K, value: V): VersionedMap<K, V> {
    return this.changed(key, (entries) => entries.set(key, value));
  }

  /** The map without the key. */
  without(key: K): VersionedMap<K, V> {
    return this.has(key) ? this.changed(key, (entries) => entries.delete(key)) : this;
  }

  get size(): number {
    return this.own().size;
  }

  get(key: K): V | undefined {
    return this.own().get(key);
  }

  has(key: K): boolean {
    return this.own().has(key);
  }

  forEach(call: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) call(value, key, this);
  }

  /** The entries as they are now: changes that are made meanwhile do not show. */
  entries(): MapIterator<[K, V]> {
    return [...this.own()].values();
  }

  keys(): MapIterator<K> {
    return [...this.own().keys()].values();
  }

  values(): MapIterator<V> {
    return [...this.own().values()].values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  private changed(key: K, change: (entries: Map<K, V>) => void): VersionedMap<K, V> {
    const entries = this.own();
    const entry = entries.has(key) ? { value: entries.get(key) as V } : undefined;
    change(entries);
    const later = new VersionedMap<K, V>();
    later.entriesHere = entries;
    this.entriesHere = undefined;
    this.undo = { later, key, entry };
    return later;
  }

  /** The entries of this map. Makes a copy when a later map has them. */
  private own(): Map<K, V> {
    return (this.entriesHere ??= this.copied());
  }

  private copied(): Map<K, V> {
    const undone: Undo<K, V>[] = [];
    let newest: Map<K, V> | undefined;
    for (let at = this.undo; at && !newest; at = at.later.undo) {
      undone.push(at);
      newest = at.later.entriesHere;
    }
    const entries = new Map(newest);
    for (const { key, entry } of undone.reverse()) {
      if (entry) entries.set(key, entry.value);
      else entries.delete(key);
    }
    this.undo = undefined;
    return entries;
  }
}
