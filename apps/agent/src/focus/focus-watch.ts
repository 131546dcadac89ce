import { randomUUID } from 'node:crypto';
import { type ActivityReport, type WindowActuator } from '../capture/activity-source.js';
import { isLockScreen } from '../capture/lock-screens.js';
import { type Notifier } from '../notices/notifier.js';
import { type Counts } from './ask-server.js';
import { type Act, type Enforced, enforcement, NOTHING_ENFORCED, SAME_WINDOW_MS } from './enforcement.js';
import { type FocusSession, isOver, type Moment, sessionAfter, type ToldFocus } from './focus-session.js';
import { type LevelCache } from './level-cache.js';

export interface FocusWatchOptions {
  /** Undefined: this desktop cannot minimise windows. */
  actuator: WindowActuator | undefined;
  levels: Pick<LevelCache, 'levelOf' | 'learn'>;
  notifier: Pick<Notifier, 'show'>;
  now: () => Moment;
  say: (message: string) => void;
}

/** What this run of the agent has kept away in a session. */
export interface Tally extends Counts {
  sessionId: number;
  runId: string;
}

/** A machine that has slept may have passed the end: timers count the time awake only. */
const LOOK_MS = 10_000;

type Window = Pick<Extract<ActivityReport, { type: 'active' }>, 'window' | 'application'>;

/**
 * Keeps distracting windows away while a focus session runs. It never waits for the server before
 * it returns, so recording goes on.
 */
export class FocusWatch {
  session: FocusSession | null = null;
  private newestId = 0;
  private front: Window | null = null;
  private enforced: Enforced = NOTHING_ENFORCED;
  private tally: Tally | null = null;
  private timer: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  private readonly runId = randomUUID();

  constructor(private readonly options: FocusWatchOptions) {}

  /** Takes what the server told, and the moment at which it was asked. */
  told(told: ToldFocus, asked: Moment): void {
    const before = this.session;
    const after = sessionAfter(told, { known: before, newestId: this.newestId, asked });
    this.session = after !== null && isOver(after, this.options.now()) ? null : after;
    if (this.session !== null) this.newestId = this.session.id;
    if (this.session !== null && this.session.id !== before?.id) this.begin(this.session);
    if (this.session === null && before !== null) this.end();
    this.wait();
    void this.examine();
  }

  /** Takes one report of the desktop. */
  see(report: ActivityReport): void {
    if (report.type === 'active') this.front = isLockScreen(report.application) ? null : report;
    if (report.type === 'none' || report.type === 'lost') this.front = null;
    if (report.type === 'active') void this.examine();
  }

  /** A page was blocked by the extension. */
  siteBlocked(): void {
    this.count('sites');
  }

  /** The counts of the newest session. Null: nothing was kept away. */
  counts(): Tally | null {
    return this.tally;
  }

  close(): void {
    clearTimeout(this.timer);
    clearTimeout(this.looking);
  }

  private begin({ endsAt, graceUntilMs, levels }: FocusSession): void {
    const { notifier, actuator, say } = this.options;
    this.enforced = NOTHING_ENFORCED;
    this.tally = null;
    const until = `Focus until ${timeOf(endsAt.wallMs)}`;
    say(`a focus session runs until ${timeOf(endsAt.wallMs)}`);
    if (levels.length > 0 && actuator === undefined)
      say('this desktop cannot minimise windows for another program: the agent only tells what distracts');
    const hasGrace = graceUntilMs > this.options.now().monotonicMs;
    const body =
      levels.length === 0
        ? ''
        : `${hasGrace ? 'In some seconds distracting' : 'Distracting'} windows are ${actuator ? 'minimised' : 'pointed out'}.`;
    void notifier.show({ summary: until, body });
  }

  private end(): void {
    this.options.say('the focus session is over');
    void this.options.notifier.show({ summary: 'The focus session is over.' });
  }

  /** Wakes at the end of the grace time and of the session, though the server is away. */
  private wait(): void {
    clearTimeout(this.timer);
    if (this.session === null) return;
    const { endsAt, graceUntilMs } = this.session;
    const { monotonicMs } = this.options.now();
    const next = graceUntilMs > monotonicMs ? graceUntilMs : endsAt.monotonicMs;
    this.timer = setTimeout(() => this.wake(), Math.min(LOOK_MS, Math.max(1, next - monotonicMs))).unref();
  }

  private wake(): void {
    if (this.session !== null && isOver(this.session, this.options.now())) {
      this.session = null;
      this.end();
    }
    this.wait();
    void this.examine();
  }

  /** Looks at the window in front. Asks for its level when it is new, and then looks again. */
  private async examine(): Promise<void> {
    const { front } = this;
    if (this.session === null || front === null) return;
    const known = this.options.levels.levelOf(front.application);
    if (known !== undefined) await this.enforce(front, known);
    const level = await this.options.levels.learn(front.application);
    if (level !== known && this.front?.window === front.window) await this.enforce(front, level);
  }

  private async enforce(front: Window, level: number | undefined): Promise<void> {
    const { actuator, now } = this.options;
    const look = { front: { ...front, level }, now: now(), canMinimise: actuator !== undefined };
    const { act, enforced } = enforcement(this.session, { ...look, enforced: this.enforced });
    this.enforced = enforced;
    const done = act === 'minimise' ? await this.minimise(front.window) : act;
    if (done === 'minimise') this.count('minimised');
    if (done === 'notify') this.notify(front.application);
    if (done !== 'look again') return;
    clearTimeout(this.looking);
    this.looking = setTimeout(() => void this.examine(), SAME_WINDOW_MS).unref();
  }

  /** A window that cannot be minimised is told instead. */
  private async minimise(window: number): Promise<Act> {
    try {
      await this.options.actuator?.minimize(window);
      return 'minimise';
    } catch {
      return this.front?.window === window ? 'notify' : 'leave';
    }
  }

  private notify(application: string): void {
    this.count('notified');
    const until = this.session === null ? '' : ` until ${timeOf(this.session.endsAt.wallMs)}`;
    void this.options.notifier.show({ summary: `Focus${until}`, body: `${application} distracts you.` });
  }

  private count(what: keyof Counts): void {
    if (this.session === null) return;
    this.tally ??= { sessionId: this.session.id, runId: this.runId, minimised: 0, notified: 0, sites: 0 };
    this.tally = { ...this.tally, [what]: this.tally[what] + 1 };
  }
}

/** A time of day in the person's locale. */
const timeOf = (ms: number): string => new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(ms);
