import { type SiteBlock, type SiteBlocks } from '../loopback/extension-port.js';
import { isBlocked } from './enforcement.js';
import { type FocusSession, isOver, type Moment } from './focus-session.js';
import { type LevelCache } from './level-cache.js';

const MORE_MS = 5 * 60_000;
/** A host gets five more minutes so often in one session. */
export const MOST_MORE = 2;
const MOST_HOSTS = 1_000;
/** A page that stays blocked is told again and again. It counts once in this time. */
const COUNT_AGAIN_MS = 60_000;

export interface SiteBlockingOptions {
  session: () => FocusSession | null;
  levels: Pick<LevelCache, 'learn'>;
  now: () => Moment;
  /** A page was blocked. */
  counted: () => void;
}

interface Host {
  /** How often it got more minutes, and until when: of the monotonic clock. */
  more: number;
  untilMs: number;
  countedAt: number;
}

/** Which sites the extension blocks in a session. "Five more minutes" are limited for each host. */
export class SiteBlocking implements SiteBlocks {
  private hosts = new Map<string, Host>();
  private sessionId = 0;

  constructor(private readonly options: SiteBlockingOptions) {}

  async blockOf(host: string): Promise<SiteBlock | null> {
    const level = this.running() === null ? undefined : await this.options.levels.learn(host);
    const session = this.running();
    if (session === null || !isBlocked(session, host, level)) return null;
    const nowMs = this.options.now().monotonicMs;
    if (nowMs < session.graceUntilMs) return null;
    const known = this.hosts.get(host) ?? { more: 0, untilMs: -Infinity, countedAt: -Infinity };
    if (nowMs < known.untilMs) return null;
    if (known.countedAt <= nowMs - COUNT_AGAIN_MS) {
      this.options.counted();
      this.note(host, { ...known, countedAt: nowMs });
    }
    return { reason: 'focus', endsAt: session.endsAt.wallMs, host, mayExtend: known.more < MOST_MORE };
  }

  more(host: string): number | null {
    if (this.running() === null) return null;
    const known = this.hosts.get(host);
    // Only a host that was blocked may have more minutes.
    if (known === undefined) return null;
    const { wallMs, monotonicMs } = this.options.now();
    if (monotonicMs < known.untilMs) return wallMs + known.untilMs - monotonicMs;
    if (known.more >= MOST_MORE) return null;
    this.note(host, { ...known, more: known.more + 1, untilMs: monotonicMs + MORE_MS });
    return wallMs + MORE_MS;
  }

  focus(): { endsAt: number } | null {
    const session = this.running();
    return session === null ? null : { endsAt: session.endsAt.wallMs };
  }

  private note(host: string, known: Host): void {
    if (this.hosts.has(host) || this.hosts.size < MOST_HOSTS) this.hosts.set(host, known);
  }

  private running(): FocusSession | null {
    const session = this.options.session();
    if (session === null || isOver(session, this.options.now())) return null;
    if (session.id !== this.sessionId) this.hosts = new Map();
    this.sessionId = session.id;
    return session;
  }
}
