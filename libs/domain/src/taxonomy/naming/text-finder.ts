const ROOT = 0;
/** More texts than there can be. A small number: arrays of those are read fastest. */
const NONE = 2 ** 30 - 1;
/** Nearly all letters of nearly all titles are below it. */
const COMMON = 256;

/** Marks around each text. They are no code units, so no title holds them. */
const [BEGIN, END] = [0x1_0000, 0x1_0001];

/** A text to look for, and whether it must stand at the begin and at the end of a text. */
export interface SoughtText {
  readonly text: string;
  readonly isAtBegin: boolean;
  readonly isAtEnd: boolean;
}

/**
 * Finds texts in a text, all of them at once. It takes one step for each code unit of the text,
 * however many texts it looks for (Aho and Corasick, 1975). So no user can make it slow.
 *
 * Each place stands for a begin of a sought text. Most places have one child, so the first child
 * stands in a column of numbers, and only further ones in a map. Most letters of a title begin no
 * sought text, so the steps from the root stand in a table: this takes a third of the time.
 */
export class TextFinder {
  private readonly firstSymbol = [-1];
  private readonly firstChild = [ROOT];
  private readonly children: (Map<number, number> | undefined)[] = [undefined];
  /** For each place, the place of the longest ending that also begins a sought text. */
  private readonly fallback = [ROOT];
  /** For each place, the least number of the texts that end there. */
  private readonly least = [NONE];
  /** The steps from the root, by code unit. */
  private readonly fromRoot = new Int32Array(COMMON);

  /** Earlier texts win. An empty text is in every text. */
  constructor(sought: readonly SoughtText[]) {
    sought.forEach(({ text, isAtBegin, isAtEnd }, number) => {
      let place = isAtBegin ? this.grow(ROOT, BEGIN) : ROOT;
      for (let at = 0; at < text.length; at++) place = this.grow(place, text.charCodeAt(at));
      if (isAtEnd) place = this.grow(place, END);
      this.least[place] = Math.min(this.leastAt(place), number);
    });
    for (let unit = 0; unit < COMMON; unit++) this.fromRoot[unit] = this.childOf(ROOT, unit) ?? ROOT;
    this.linkPlaces();
  }

  /** The number of the first sought text that stands in this text. Undefined when none does. */
  firstIn(text: string): number | undefined {
    let place = this.step(ROOT, BEGIN);
    let found = Math.min(this.leastAt(ROOT), this.leastAt(place));
    for (let at = 0; at < text.length && found > 0; at++) {
      place = this.step(place, text.charCodeAt(at));
      if (place !== ROOT) found = Math.min(found, this.leastAt(place));
    }
    found = Math.min(found, this.leastAt(this.step(place, END)));
    return found === NONE ? undefined : found;
  }

  /** The child of a place, which is made when it is not there. */
  private grow(place: number, symbol: number): number {
    const known = this.childOf(place, symbol);
    if (known !== undefined) return known;
    const child = this.least.length;
    if (this.firstSymbol[place] === -1) {
      this.firstSymbol[place] = symbol;
      this.firstChild[place] = child;
    } else (this.children[place] ??= new Map<number, number>()).set(symbol, child);
    this.firstSymbol.push(-1);
    this.firstChild.push(ROOT);
    this.children.push(undefined);
    this.fallback.push(ROOT);
    this.least.push(NONE);
    return child;
  }

  private childOf(place: number, symbol: number): number | undefined {
    if (this.firstSymbol[place] === symbol) return this.firstChild[place];
    return this.children[place]?.get(symbol);
  }

  /** Links the places in the order of their distance from the root. */
  private linkPlaces(): void {
    const queue = [ROOT];
    for (const place of queue) {
      const [symbol = -1, child = ROOT] = [this.firstSymbol[place], this.firstChild[place]];
      if (symbol !== -1) this.link({ place, symbol, child }, queue);
      for (const [other, its] of this.children[place] ?? []) this.link({ place, symbol: other, child: its }, queue);
    }
  }

  private link({ place, symbol, child }: { place: number; symbol: number; child: number }, queue: number[]): void {
    const link = place === ROOT ? ROOT : this.step(this.fallback[place] ?? ROOT, symbol);
    this.fallback[child] = link;
    this.least[child] = Math.min(this.leastAt(child), this.leastAt(link));
    queue.push(child);
  }

  private step(from: number, symbol: number): number {
    for (let place = from; place !== ROOT; place = this.fallback[place] ?? ROOT) {
      const child = this.childOf(place, symbol);
      if (child !== undefined) return child;
    }
    return (symbol < COMMON ? this.fromRoot[symbol] : this.childOf(ROOT, symbol)) ?? ROOT;
  }

  private leastAt(place: number): number {
    return this.least[place] ?? NONE;
  }
}
