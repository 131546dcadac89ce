/** So many rows are looked at in a few ms. */
const ROWS_OF_A_STEP = 2_000;

/** Looks at each row, in steps of a few ms. */
export function* eachInSteps<Row>(rows: Iterable<Row>, look: (row: Row) => void): Generator<void, void, void> {
  let looked = 0;
  for (const row of rows) {
    look(row);
    if (++looked % ROWS_OF_A_STEP === 0) yield;
  }
}

/** A name with its time. */
interface Timed {
  readonly seconds: number;
  readonly activity?: string;
  readonly document?: string;
  readonly category: string;
}

const nameOf = ({ document, activity, category }: Timed): string => document ?? activity ?? category;

/** From most time to least, then by name. */
export const byMost = (a: Timed, b: Timed): number => b.seconds - a.seconds || (nameOf(a) < nameOf(b) ? -1 : 1);

const SPARE = 1_000;

/** The `most` with most time. So a range of a million names is not sorted as a whole. */
export class Longest<Time extends Timed> {
  /** How many were added in all. */
  count = 0;
  private kept: Time[] = [];

  constructor(private readonly most: number) {}

  add(time: Time): void {
    this.kept.push(time);
    this.count++;
    if (this.kept.length >= 2 * this.most + SPARE) this.kept = this.list();
  }

  /** From most time to least, then by name. */
  list(): Time[] {
    return this.kept.sort(byMost).slice(0, this.most);
  }
}
