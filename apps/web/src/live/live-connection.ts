import type { Told } from './affected.js';

/**
 * - `connecting`: at first.
 * - `live`: changes show as they happen.
 * - `reconnecting`: the server does not answer. The page tries again by itself.
 * - `ended`: the session is over.
 */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'ended';

/** The present day of the account, by the clock of the server. */
export interface Moment {
  readonly today: string;
  readonly timeZone: string;
}

/** What a connection needs, and whom it tells. */
export interface LivePorts {
  /** Opens the stream of events since an id. */
  open(since: string): EventSource;
  /** Whether the session is there. Rejects when the server does not answer. */
  isSignedIn(): Promise<boolean>;
  told(change: Told): void;
  moved(moment: Moment): void;
  changed(state: LiveState): void;
}

/** The server gives a sign of life every ten seconds. */
const SILENCE_MS = 25_000;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;
/** The person may sign in on another page. */
const LOOK_AGAIN_MS = 20_000;
/** A sign-in of this page may be on its way. Its answer brings the new cookie. */
const SECOND_LOOK_MS = 1_500;
/** After so many vain tries, but an answer of the server, the page asks by itself. */
const ASK_AFTER_FAILURES = 3;

/**
 * One connection of this page to the server. After a break it comes back with the id of the last
 * event, with growing pauses, so it misses nothing. EventSource alone gives up when a proxy answers
 * in the place of the server.
 */
export class LiveConnection {
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private state: LiveState = 'connecting';
  /** Whether the last look found no session. */
  private seemsEnded = false;

  constructor(
    private since: string,
    private readonly ports: LivePorts,
  ) {}

  /** Connects. Harmless while there is a connection. */
  resume(): void {
    if (this.source) return;
    clearTimeout(this.timer);
    const source = this.ports.open(this.since);
    this.source = source;
    const hear = (take: (value: unknown) => void) => (event: MessageEvent<string>) => {
      this.since = event.lastEventId;
      this.failures = 0;
      this.expectSigns();
      this.turn('live');
      take(JSON.parse(event.data));
    };
    source.addEventListener(
      'change',
      hear((value) => this.ports.told(value as Told)),
    );
    source.addEventListener(
      'alive',
      hear((value) => this.ports.moved(value as Moment)),
    );
    source.addEventListener('error', () => this.lost());
    this.expectSigns();
  }

  /** Hangs up, until `resume`. */
  pause(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.source?.close();
    this.source = undefined;
  }

  private expectSigns(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lost(), SILENCE_MS);
  }

  private lost(): void {
    this.pause();
    this.failures += 1;
    this.turn('reconnecting');
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
    this.timer = setTimeout(() => void this.again(), pauseMs * (0.75 + Math.random() / 2));
  }

  private async again(): Promise<void> {
    const { timer } = this;
    try {
      const isSignedIn = await this.ports.isSignedIn();
      if (timer !== this.timer) return;
      if (!isSignedIn) {
        if (this.seemsEnded) this.turn('ended');
        this.timer = setTimeout(() => void this.again(), this.seemsEnded ? LOOK_AGAIN_MS : SECOND_LOOK_MS);
        this.seemsEnded = true;
        return;
      }
      this.seemsEnded = false;
      // The server answers, but takes no listener: there may be too many.
      if (this.failures > ASK_AFTER_FAILURES) this.ports.told({ all: true, kinds: [], days: [] });
      this.resume();
    } catch {
      if (timer === this.timer) this.lost();
    }
  }

  private turn(state: LiveState): void {
    if (state === this.state) return;
    this.state = state;
    this.ports.changed(state);
  }
}
