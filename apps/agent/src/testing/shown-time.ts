/** A window as a report names it. */
export interface ShownWindow {
  application: string;
  title: string;
}

/** Records by the test's own clock which window was in front, and for how long. */
export class ShownTime {
  private readonly stays: (ShownWindow & { milliseconds: number })[] = [];
  private current: ShownWindow | null = null;
  private sinceMs = 0;

  /** Puts this window in front from now on. Null means no window. */
  now(window: ShownWindow | null): void {
    const nowMs = performance.now();
    if (this.current !== null) this.stays.push({ ...this.current, milliseconds: nowMs - this.sinceMs });
    [this.current, this.sinceMs] = [window, nowMs];
  }

  /** The seconds of all windows that were in front, without the current one. */
  secondsBy(name: keyof ShownWindow): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const stay of this.stays) sums[stay[name]] = (sums[stay[name]] ?? 0) + stay.milliseconds / 1_000;
    return sums;
  }
}
