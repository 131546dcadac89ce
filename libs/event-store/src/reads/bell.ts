/** One waits, others ring. A ring that no one waits for is heard by the next wait. */
export class Bell {
  private hasRung = false;
  private wake: () => void = () => undefined;

  ring(): void {
    this.hasRung = true;
    this.wake();
  }

  /** Resolves at the next ring, or at once when there was one since the last wait. */
  async wait(): Promise<void> {
    if (!this.hasRung) await new Promise<void>((resolve) => (this.wake = resolve));
    this.hasRung = false;
  }
}
