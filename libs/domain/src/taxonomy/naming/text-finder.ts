const ROOT = 0;
const NONE = Infinity;
/** Above every code unit, so that the symbols of a text have room below it. */
const SYMBOLS = 0x1_0010;

/**
 * Finds texts in a text, all of them at once. It takes one step for each symbol of the text,
 * however many texts it looks for (Aho and Corasick, 1975). So no user can make it slow.
 *
 * A text is a list of symbols from 0 to 65,551: code units, and marks of the caller.
 */
export class TextFinder {
  /** The place behind a place and a symbol. */
  private readonly next = new Map<number, number>();
  /** For each place, the place of the longest ending that also begins a text. */
  private readonly fallback = [ROOT];
  /** For each place, the least number of the texts that end there. */
  private readonly least = [NONE];

  /** Earlier texts win. An empty text is in every text. */
  constructor(texts: readonly (readonly number[])[]) {
    texts.forEach((text, number) => this.add(text, number));
    if (texts.length > 0) this.linkPlaces();
  }

  /** The number of the first of the texts that stands in this text. Undefined when none does. */
  firstIn(text: Iterable<number>): number | undefined {
    let place = ROOT;
    let found = this.leastAt(ROOT);
    for (const symbol of text) {
      if (found === 0) break;
      place = this.step(place, symbol);
      found = Math.min(found, this.leastAt(place));
    }
    return found === NONE ? undefined : found;
  }

  private add(text: readonly number[], number: number): void {
    let place = ROOT;
    for (const symbol of text) {
      const key = keyOf(place, symbol);
      let behind = this.next.get(key);
      if (behind === undefined) {
        behind = this.least.length;
        this.next.set(key, behind);
        this.least.push(NONE);
        this.fallback.push(ROOT);
      }
      place = behind;
    }
    this.least[place] = Math.min(this.leastAt(place), number);
  }

  /** Links the places in the order of their distance from the root. */
  private linkPlaces(): void {
    const behind = new Map<number, [symbol: number, place: number][]>();
    for (const [key, place] of this.next) {
      const [from, symbol] = [Math.floor(key / SYMBOLS), key % SYMBOLS];
      const others = behind.get(from);
      if (others) others.push([symbol, place]);
      else behind.set(from, [[symbol, place]]);
    }
    const queue = [ROOT];
    for (const from of queue) {
      for (const [symbol, place] of behind.get(from) ?? []) {
        const link = from === ROOT ? ROOT : this.step(this.fallback[from] ?? ROOT, symbol);
        this.fallback[place] = link;
        this.least[place] = Math.min(this.leastAt(place), this.leastAt(link));
        queue.push(place);
      }
    }
  }

  private step(from: number, symbol: number): number {
    for (let place = from; ; place = this.fallback[place] ?? ROOT) {
      const behind = this.next.get(keyOf(place, symbol));
      if (behind !== undefined) return behind;
      if (place === ROOT) return ROOT;
    }
  }

  private leastAt(place: number): number {
    return this.least[place] ?? NONE;
  }
}

const keyOf = (place: number, symbol: number): number => place * SYMBOLS + symbol;
