import { join } from 'node:path';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { type SiteBlocks } from '../loopback/extension-port.js';
import { type Notifier } from '../notices/notifier.js';
import { type ErasedRange } from '../spool/erased-time.js';
import { backOffSeconds, jittered } from '../sync/pace.js';
import {
  type AgentServer,
  askCommands,
  askLevels,
  type Commands,
  RefusedCall,
  tellEnforcements,
} from './ask-server.js';
import { type Moment } from './focus-session.js';
import { FocusWatch, type Tally } from './focus-watch.js';
import { LevelCache } from './level-cache.js';
import { ShownAlerts } from './shown-alerts.js';
import { SiteBlocking } from './site-blocking.js';

const SHORTEST_POLL_SECONDS = 5;
const LONGEST_POLL_SECONDS = 3_600;
/** A session that begins after an outage is heard of soon. */
const LONGEST_BACK_OFF_SECONDS = 120;
/** The server takes 300 reports of a session: see `MOST_REPORTS` of the domain. */
const REPORT_MS = 5 * 60_000;
/** Before records are sent, the last answer must not be older. */
const FRESH_MS = 5_000;
const GIVEN_UP = 'the server did not answer in time';

export interface FocusOptions {
  source: Pick<ActivitySource, 'actuator'>;
  to: AgentServer;
  dataFolder: string;
  notifier: Notifier;
  now: () => Moment;
  /** Gets all erased time that the server tells, at each answer. */
  erased: (erasures: readonly ErasedRange[]) => Promise<void>;
  /** Whether the server may hear the name of a site. Default: it may. */
  mayTell?: (host: string) => boolean;
  say: (message: string) => void;
  /** A number in [0, 1). Default: Math.random. */
  random?: () => number;
}

/** Does what the server tells: focus sessions, alerts, erased time. */
export class FocusTime {
  readonly blocks: SiteBlocks;
  private readonly watch: FocusWatch;
  private readonly alerts: ShownAlerts;
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> | null = null;
  private failures = 0;
  /** Why it is not known what the account has erased. Null: it is known, or no one can tell. */
  private silence: string | null = null;
  private answeredAt = -Infinity;
  private reported: { tally: Tally | null; at: number } = { tally: null, at: -Infinity };
  private isOpen = true;

  constructor(private readonly options: FocusOptions) {
    const { source, to, dataFolder, notifier, now, say } = options;
    const nowMs = () => now().monotonicMs;
    const levels = new LevelCache({ ask: (names) => askLevels(to, names), nowMs });
    this.watch = new FocusWatch({ actuator: source.actuator, levels, notifier, now, say });
    const counted = () => this.watch.siteBlocked();
    const { mayTell = () => true } = options;
    const sites = { learn: async (host: string) => (mayTell(host) ? levels.learn(host) : undefined) };
    this.blocks = new SiteBlocking({ session: () => this.watch.session, levels: sites, now, counted });
    this.alerts = new ShownAlerts(join(dataFolder, 'alerts-shown.json'), to.server.href);
  }

  /** Takes one report of the desktop. */
  see(report: ActivityReport): void {
    this.watch.see(report);
  }

  /** Asks the server now. Resolves when the answer is followed, or did not come. Never rejects. */
  poll(): Promise<void> {
    return (this.polling ??= this.ask().finally(() => (this.polling = null)));
  }

  /** The same, with a question that leaves from now on: one that is on its way may be too early. */
  async pollAfresh(): Promise<void> {
    await this.polling;
    await this.poll();
  }

  /**
   * Asks the server when the last answer is old: the account may have erased what waits here.
   * Resolves to the reason why nothing may be sent now, or to null. `giveUp` ends the wait.
   */
  async beforeSending(giveUp: AbortSignal): Promise<string | null> {
    if (this.options.now().monotonicMs - this.answeredAt <= FRESH_MS) return null;
    const given = new Promise<string>((resolve) => {
      if (giveUp.aborted) resolve(GIVEN_UP);
      giveUp.addEventListener('abort', () => resolve(GIVEN_UP), { once: true });
    });
    return Promise.race([given, this.poll().then(() => this.silence)]);
  }

  async close(): Promise<void> {
    this.isOpen = false;
    clearTimeout(this.timer);
    this.watch.close();
    await this.polling;
  }

  private async ask(): Promise<void> {
    clearTimeout(this.timer);
    const { to, now, random = Math.random } = this.options;
    const asked = now();
    let seconds: number;
    try {
      const commands = await askCommands(to);
      seconds = Math.min(LONGEST_POLL_SECONDS, Math.max(SHORTEST_POLL_SECONDS, commands.nextPollSeconds));
      await this.options.erased(commands.erasures);
      [this.failures, this.silence, this.answeredAt] = [0, null, asked.monotonicMs];
      await this.follow(commands, asked);
    } catch (error) {
      // The synchroniser calls the same server, and says what is wrong.
      if (this.answeredAt !== asked.monotonicMs)
        this.silence = error instanceof RefusedCall ? null : (error as Error).message;
      seconds = Math.min(LONGEST_BACK_OFF_SECONDS, backOffSeconds((this.failures += 1)));
    }
    if (this.isOpen) this.timer = setTimeout(() => void this.poll(), jittered(seconds, random()) * 1_000).unref();
  }

  private async follow({ focus, alerts }: Commands, asked: Moment): Promise<void> {
    if (!this.isOpen) return;
    this.watch.told(focus, asked);
    for (const { text } of await this.alerts.fresh(alerts)) {
      void this.options.notifier.show({ summary: 'Alert', body: text });
    }
    await this.report();
  }

  /** Tells the server what was kept away: at most every five minutes, and at the end. */
  private async report(): Promise<void> {
    const tally = this.watch.counts();
    const nowMs = this.options.now().monotonicMs;
    const isEarly = this.watch.session !== null && nowMs - this.reported.at < REPORT_MS;
    if (tally === null || tally === this.reported.tally || isEarly) return;
    try {
      await tellEnforcements(this.options.to, tally);
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
    }
    this.reported = { tally, at: nowMs };
  }
}
