/** Places for work, apart for each name. Work beyond them waits. It is not refused. */
export class Places {
  private readonly taken = new Map<string, { count: number; readonly waiting: (() => void)[] }>();

  /** `most`: the places of one name. */
  constructor(private readonly most: number) {}

  /** Waits for a place. The result gives it back. */
  async take(name: string): Promise<() => void> {
    const places = this.taken.get(name) ?? { count: 0, waiting: [] };
    this.taken.set(name, places);
    // A place that is given back goes straight to the first that waits.
    if (places.count === this.most) await new Promise<void>((resolve) => places.waiting.push(resolve));
    else places.count += 1;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const next = places.waiting.shift();
      if (next) return next();
      places.count -= 1;
      if (places.count === 0) this.taken.delete(name);
    };
  }
}
