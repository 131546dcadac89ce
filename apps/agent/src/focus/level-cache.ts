/** One call asks for so many names. */
const MOST_NAMES = 50;
const MOST_REMEMBERED = 2_000;
/** A person may change the class of an application while a session runs. */
const FRESH_MS = 5 * 60_000;
/** After a failure the server is left alone for this time. */
const PAUSE_MS = 10_000;

export interface LevelCacheOptions {
  /** Asks the server for the levels of some names. */
  ask: (names: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** A clock that never jumps, in milliseconds. */
  nowMs: () => number;
}

/**
 * The productivity levels of names, as the account classes them. Names that are asked while a call
 * is on its way wait for the next call, so each name is asked once.
 */
export class LevelCache {
  private readonly known = new Map<string, { level: number; until: number }>();
  private waiting = new Set<string>();
  private asking: Promise<void> | null = null;
  private pausedUntil = -Infinity;

  constructor(private readonly options: LevelCacheOptions) {}

  /** The level as it is known now, also when it is old. Undefined: not known. */
  levelOf(name: string): number | undefined {
    return this.known.get(name)?.level;
  }

  /** Resolves when the level is known, or cannot be known now. Never rejects. */
  async learn(name: string): Promise<number | undefined> {
    const { nowMs } = this.options;
    const known = this.known.get(name);
    if ((known && known.until > nowMs()) || nowMs() < this.pausedUntil) return known?.level;
    if (this.waiting.size < MOST_NAMES) this.waiting.add(name);
    while (this.waiting.has(name)) await (this.asking ??= this.askAll());
    await this.asking;
    return this.levelOf(name);
  }

  private async askAll(): Promise<void> {
    // Names of the same turn of the loop go in one call.
    await Promise.resolve();
    const names = [...this.waiting];
    this.waiting = new Set();
    try {
      const levels = await this.options.ask(names);
      const until = this.options.nowMs() + FRESH_MS;
      if (this.known.size + levels.size > MOST_REMEMBERED) this.known.clear();
      for (const [name, level] of levels) this.known.set(name, { level, until });
    } catch {
      this.pausedUntil = this.options.nowMs() + PAUSE_MS;
      this.waiting = new Set();
    } finally {
      this.asking = null;
    }
  }
}
