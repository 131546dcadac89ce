/**
 * Does a work soon, once for all that ask meanwhile. One page may change its title a hundred times
 * a second: the work is done a few times a second at most, and never twice at once.
 */
export class Soon {
  private timer: { readonly handle: ReturnType<typeof setTimeout>; readonly at: number } | null = null;
  private isRunning = false;
  private isAskedAgain = false;

  /** `shortestMs` lies between the beginnings of two runs. */
  constructor(
    private readonly work: () => Promise<void>,
    private readonly shortestMs: number,
  ) {}

  private lastAt = -Infinity;

  /** Asks for the work in `delayMs`, or earlier when another one asked for that. */
  ask(delayMs: number): void {
    if (this.isRunning) {
      this.isAskedAgain = true;
      return;
    }
    const now = performance.now();
    const at = Math.max(now + delayMs, this.lastAt + this.shortestMs);
    if (this.timer !== null && this.timer.at <= at) return;
    if (this.timer !== null) clearTimeout(this.timer.handle);
    this.timer = { at, handle: setTimeout(() => void this.run(), at - now) };
  }

  private async run(): Promise<void> {
    [this.timer, this.isRunning, this.isAskedAgain] = [null, true, false];
    this.lastAt = performance.now();
    try {
      await this.work();
    } finally {
      this.isRunning = false;
      if (this.isAskedAgain) this.ask(0);
    }
  }
}
