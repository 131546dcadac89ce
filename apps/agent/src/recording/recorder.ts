import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { isLockScreen } from '../capture/lock-screens.js';
import { withoutPrivateTitle } from '../capture/privacy.js';
import { INITIAL_SESSION, type Observation, observe, type SessionState, type Span } from '../sessions/sessioniser.js';
import { type Spool, type SpooledSpan } from '../spool/spool.js';
import { type ServerClock } from '../sync/server-clock.js';

/** The desktop has this long to answer when the last input was. */
const LAST_INPUT_MS = 500;
/** The most spans to hold in memory while the disk takes none: about 5 MB. */
const MOST_HELD = 20_000;

export interface RecorderOptions {
  source: Pick<ActivitySource, 'idleMs'>;
  clock: Pick<ServerClock, 'now' | 'correctionMs'>;
  spool: Pick<Spool, 'append'>;
  /** A pause without input that is shorter than this counts as time. */
  idleLimitMs: number;
  /** Names of applications whose windows count without input: films and calls. Default: none. */
  countsWhenIdle?: readonly string[];
  /** Gets a sentence for the person at each change of state. */
  say: (message: string) => void;
}

/** Turns reports into spans and writes them to the spool, in order. */
export class Recorder {
  private readonly options: RecorderOptions;
  private readonly idleNames: ReadonlySet<string>;
  private state: SessionState = INITIAL_SESSION;
  /** Spans that the disk has not taken yet, oldest first. */
  private held: SpooledSpan[] = [];
  private writing: Promise<void> = Promise.resolve();
  private isDiskFull = false;

  constructor(options: RecorderOptions) {
    this.options = options;
    this.idleNames = new Set(options.countsWhenIdle?.map((name) => name.toLowerCase()));
  }

  /** Takes one report of the desktop, without what privacy forbids. */
  see(report: ActivityReport): void {
    if (report.type !== 'active') this.take(report);
    else if (isLockScreen(report.application)) this.take({ type: 'none' });
    else {
      const { type, window, application } = report;
      const countsWhenIdle = this.idleNames.has(application.toLowerCase());
      this.take({ type, window, countsWhenIdle, ...withoutPrivateTitle(report) });
    }
  }

  /** Takes one report. Spans that are certain now go to the disk. */
  take(report: Observation['report']): void {
    const { clock, idleLimitMs } = this.options;
    const { state, spans } = observe(this.state, { at: clock.now(), report }, idleLimitMs);
    this.state = state;
    this.held.push(...spans.map((span) => corrected(span, clock.correctionMs)));
    if (this.held.length > 0) this.writing = this.writing.then(() => this.write());
  }

  /** Puts all time that is confirmed now on the disk, also of the stay that goes on. */
  async flush(): Promise<void> {
    await this.askForInput();
    this.take({ type: 'flush' });
    await this.writing;
  }

  /**
   * Asks the desktop for the last input, closes the open stay, and resolves when the disk has all
   * confirmed time, or cannot take it.
   */
  async end(): Promise<void> {
    await this.askForInput();
    this.take({ type: 'end' });
    await this.writing;
    if (this.held.length > 0) this.options.say(`the disk cannot store ${this.held.length} spans: they are lost`);
  }

  /** Without this question the time since the last regular one would not be confirmed. */
  private async askForInput(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), LAST_INPUT_MS)));
    const idleMs = await Promise.race([this.options.source.idleMs().catch(() => null), late]);
    clearTimeout(timer);
    if (idleMs !== null) this.take({ type: 'input', idleMs });
  }

  private async write(): Promise<void> {
    const spans = this.held;
    if (spans.length === 0) return;
    this.held = [];
    try {
      await this.options.spool.append(spans);
      if (this.isDiskFull) this.options.say('the disk stores the recorded time again');
      this.isDiskFull = false;
    } catch (error) {
      this.hold(spans, error as Error);
    }
  }

  /** Keeps spans for the next attempt: each later report makes one. */
  private hold(spans: SpooledSpan[], { message }: Error): void {
    const { say } = this.options;
    if (!this.isDiskFull) say(`the disk cannot store the recorded time, it is kept in memory: ${message}`);
    this.isDiskFull = true;
    const all = [...spans, ...this.held];
    this.held = all.slice(-MOST_HELD);
    if (all.length > MOST_HELD) say('the memory for recorded time is full: the oldest time is lost');
  }
}

/** Notes the correction, so that a refused record can be corrected by the difference. */
function corrected(span: Span, correctedMs: number): SpooledSpan {
  return correctedMs === 0 ? span : { ...span, correctedMs };
}
