/** A window as a report names it. */
export interface ShownWindow {
  application: string;
  title: string;
}

/** Which window was really in front, and for how long, by the test's own clock: what reports are held against. */
export class ShownTime {
  readonly #stays: (ShownWindow & { milliseconds: number })[] = [];
  #current: ShownWindow | null = null;
  #sinceMs = 0;

  /** From now on this window is in front; null for none. */
  now(window: ShownWindow | null): void {
    const nowMs = performance.now();
    if (this.#current !== null) this.#stays.push({ ...this.#current, milliseconds: nowMs - this.#sinceMs });
    [this.#current, this.#sinceMs] = [window, nowMs];
  }

  /** The seconds of all windows that are no longer in front. */
  secondsBy(name: keyof ShownWindow): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const stay of this.#stays) sums[stay[name]] = (sums[stay[name]] ?? 0) + stay.milliseconds / 1_000;
    return sums;
  }
}
