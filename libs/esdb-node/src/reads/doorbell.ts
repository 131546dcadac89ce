/** Wakes one waiting loop. A ring with nobody waiting is remembered, so none is lost between a look and a wait. */
export class Doorbell {
  private rung = false;
  private answer: (() => void) | undefined;

  /** An arrow, so that it can be handed over as a listener. */
  readonly ring = (): void => {
    this.rung = true;
    this.answer?.();
  };

  /** Resolves when the bell rings, at once if it did since the last wait. */
  async wait(): Promise<void> {
    if (!this.rung) await new Promise<void>((resolve) => (this.answer = resolve));
    this.answer = undefined;
    this.rung = false;
  }
}
