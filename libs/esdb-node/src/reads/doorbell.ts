/** Wakes one waiting loop. It remembers a ring that comes before the wait. */
export class Doorbell {
  private rung = false;
  private answer: (() => void) | undefined;

  /** An arrow function, so that it can serve as a listener. */
  readonly ring = (): void => {
    this.rung = true;
    this.answer?.();
  };

  /** Resolves at the next ring, or at once after a ring since the last wait. */
  async wait(): Promise<void> {
    if (!this.rung) await new Promise<void>((resolve) => (this.answer = resolve));
    this.answer = undefined;
    this.rung = false;
  }
}
