/** What an erasure would take, as the server tells it for some days. */
export interface GonePart {
  readonly days: number;
  readonly seconds: number;
  readonly activities: readonly { readonly activity: string; readonly seconds: number }[];
  /** Ask again with it. Null: that was all. */
  readonly next: string | null;
}

/** What an erasure would take in all, as far as it is known. */
export interface Gone {
  readonly days: number;
  readonly seconds: number;
  /** The largest first. */
  readonly activities: readonly { readonly activity: string; readonly seconds: number }[];
  /** The last day that was looked at, until all were. */
  readonly upTo: string | null;
}

/**
 * Asks for all parts, one after the other. `told` hears the sums after each part, and answers
 * whether to go on. Resolves to undefined when it says no.
 */
export async function allGone(
  ask: (after: string | undefined) => Promise<GonePart>,
  told: (gone: Gone) => boolean,
): Promise<Gone | undefined> {
  const seconds = new Map<string, number>();
  let [days, total, after]: [number, number, string | undefined] = [0, 0, undefined];
  for (;;) {
    const part: GonePart = await ask(after);
    days += part.days;
    total += part.seconds;
    for (const one of part.activities) seconds.set(one.activity, (seconds.get(one.activity) ?? 0) + one.seconds);
    const activities = [...seconds]
      .sort(([, a], [, b]) => b - a)
      .map(([activity, sum]) => ({ activity, seconds: sum }));
    const gone = { days, seconds: total, activities, upTo: part.next };
    if (!told(gone)) return undefined;
    if (part.next === null) return gone;
    after = part.next;
  }
}
