/** Lets at most `most` pieces of work run at once; the others wait their turn, first come first served. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** Runs `work` when it is its turn. What it gives or throws is passed on. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.most) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The turn is handed over, not given back: nobody who comes now may overtake those who wait.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
