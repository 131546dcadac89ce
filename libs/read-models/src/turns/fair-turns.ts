/** Ends a turn. */
export type EndTurn = () => void;

interface Settings {
  /** How many turns may be under way at the same time. */
  readonly atOnce: number;
  /** A clock that never goes back, in ms. */
  readonly now: () => number;
}

/** What one user has had, and waits for. */
interface Share {
  /** The user's place on the common scale of served time, in ms. The lowest place goes first. */
  place: number;
  /** The time of all turns that the line remembers, in ms. It decides between equal places. */
  servedMs: number;
  running: number;
  readonly waiting: ((end: EndTurn) => void)[];
}

/** Users who had a turn are forgotten now and then. */
const SHARES_TO_SWEEP = 1_000;

/**
 * A line for something that many users need and that serves few at the same time. The user who had
 * the least of it goes first. So a user who asks seldom waits for one turn, however many turns
 * others wait for. Turns of one user keep their order.
 *
 * What counts is time, not turns: long turns of one user count as many short ones of another. Each
 * user has a place on a common scale, and a turn moves it on by the time of the turn. A user who
 * comes new, or back, starts at the place of the newest turn: time without turns saves up nothing.
 *
 *     a: 100 ms a turn, always waiting     [a   ][a   ]   [a   ]
 *     b: 5 ms a turn, now and then                     [b]
 *
 * Source: start-time fair queueing (Goyal, Vin, Cheng 1996).
 */
export class FairTurns {
  private readonly shares = new Map<string, Share>();
  private running = 0;
  /** The place at which the newest turn began. */
  private newestPlace = 0;

  constructor(private readonly settings: Settings) {}

  /** Waits for a turn of the user. The caller must end it. */
  turn(user: string): Promise<EndTurn> {
    const share = this.shareOf(user);
    return new Promise((resolve) => {
      share.waiting.push(resolve);
      this.next();
    });
  }

  /** Runs work in a turn of the user. Rejects as the work does. */
  async run<T>(user: string, work: () => Promise<T>): Promise<T> {
    const end = await this.turn(user);
    try {
      return await work();
    } finally {
      end();
    }
  }

  private next(): void {
    while (this.running < this.settings.atOnce) {
      const share = this.nextShare();
      const begin = share?.waiting.shift();
      if (!share || !begin) return;
      share.place = this.newestPlace = Math.max(share.place, this.newestPlace);
      share.running += 1;
      this.running += 1;
      begin(this.endOf(share));
    }
  }

  /**
   * The waiting user with the fewest turns under way, then the lowest place, then the least time in
   * all. The one who waits longer, if all of that is equal.
   */
  private nextShare(): Share | undefined {
    let first: Share | undefined;
    for (const share of this.shares.values()) {
      if (share.waiting.length > 0 && (!first || this.difference(share, first) < 0)) first = share;
    }
    return first;
  }

  private difference(a: Share, b: Share): number {
    const placeOf = ({ place }: Share) => Math.max(place, this.newestPlace);
    return a.running - b.running || placeOf(a) - placeOf(b) || a.servedMs - b.servedMs;
  }

  private endOf(share: Share): EndTurn {
    const { now } = this.settings;
    const begunAt = now();
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      const ms = now() - begunAt;
      share.place += ms;
      share.servedMs += ms;
      share.running -= 1;
      this.running -= 1;
      this.next();
      this.sweep();
    };
  }

  private shareOf(user: string): Share {
    const share = this.shares.get(user) ?? { place: this.newestPlace, servedMs: 0, running: 0, waiting: [] };
    // Goes to the end, so the order of the map is the order of arrival.
    if (share.waiting.length === 0) this.shares.delete(user);
    this.shares.set(user, share);
    return share;
  }

  /** Forgets users that a new user would equal. */
  private sweep(): void {
    if (this.running > 0 && this.shares.size < SHARES_TO_SWEEP) return;
    for (const [user, { place, running, waiting }] of this.shares) {
      const isIdle = running === 0 && waiting.length === 0;
      if (isIdle && (this.running === 0 || place <= this.newestPlace)) this.shares.delete(user);
    }
  }
}
