import { type ActivityReport, type ActivitySource, type WindowSample } from '../capture/activity-source.js';
import { isLockScreen } from '../capture/lock-screens.js';
import { withoutPrivateTitle } from '../capture/privacy.js';
import { INITIAL_SESSION, type Observation, observe, type SessionState, type Span } from '../sessions/sessioniser.js';
import { type LookName } from '../sessions/stays.js';
import { type Spool, type SpooledSpan } from '../spool/spool.js';
import { type EditorDocuments } from '../sites/editor-documents.js';
import { nameOf } from '../sites/page.js';
import { type SiteNames } from '../sites/site-names.js';
import { type TitledSite, titledSites } from '../sites/titled-sites.js';
import { type Filter } from '../rules/rule.js';
import { type RulesInForce } from '../rules/rules-in-force.js';
import { type IsErased } from '../spool/erased-time.js';
import { type ServerClock } from '../sync/server-clock.js';
import { type Say } from './log.js';
import { type SelfReport } from './self-report.js';

/** The desktop has this long to answer when the last input was. */
const LAST_INPUT_MS = 500;
/** Finished spans go to the disk together: a crash of the machine costs this time more. */
const WRITE_AFTER_MS = 4_000;
/** Nothing may follow these for long, so they write at once. */
const WRITE_AT_ONCE: readonly Observation['report']['type'][] = ['flush', 'end', 'lost', 'none'];
/** The most spans to hold in memory while the disk takes none: about 5 MB. */
const MOST_HELD = 20_000;

type ActiveReport = Extract<ActivityReport, { type: 'active' }>;

export interface RecorderOptions {
  source: Pick<ActivitySource, 'idleMs'>;
  clock: Pick<ServerClock, 'now' | 'correctionMs'>;
  spool: Pick<Spool, 'append'>;
  /** A pause without input that is shorter than this counts as time. */
  idleLimitMs: number;
  /**
   * Names of applications whose windows count without input: films and calls. A site counts while
   * its tab plays sound. Default: none.
   */
  countsWhenIdle?: readonly string[];
  /** Each page counts without input while its tab plays sound. Default: only named sites. */
  audibleCounts?: boolean | undefined;
  /** Knows the pages of browsers' windows. Default: no page is known. */
  sites?: Pick<SiteNames, 'see' | 'leave'> | undefined;
  /** Knows the files in editors' windows. Default: no file is known. */
  editors?: Pick<EditorDocuments, 'documentOf'> | undefined;
  /** Sites by titles, where no extension tells pages. Default: none. */
  titledSites?: readonly TitledSite[];
  /** What the person allows to be recorded. Default: all. */
  rules?: RulesInForce;
  /** Gets what was seen and recorded, for commands that ask. */
  self?: Pick<SelfReport, 'shows' | 'recorded'>;
  /** Gets a sentence for the person at each change of state. */
  say: Say;
}

/** Turns reports into spans and writes them to the spool, in order. */
export class Recorder {
  private readonly options: RecorderOptions;
  private readonly idleNames: ReadonlySet<string>;
  private readonly siteByTitle: ReturnType<typeof titledSites>;
  private state: SessionState = INITIAL_SESSION;
  /** The window in front as the desktop reported it. In memory only: its title may be private. */
  private front: ActiveReport | null = null;
  /** Spans that the disk has not taken yet, oldest first. */
  private held: SpooledSpan[] = [];
  /** When the oldest of them came, on the clock that never goes back. */
  private heldSinceMs = 0;
  private writing: Promise<void> = Promise.resolve();
  private isDiskFull = false;

  constructor(options: RecorderOptions) {
    this.options = options;
    this.siteByTitle = titledSites(options.titledSites ?? []);
    this.idleNames = new Set(options.countsWhenIdle?.map((name) => name.toLowerCase()));
  }

  /** Takes one report of the desktop, without what privacy forbids. */
  see(report: ActivityReport): void {
    if (report.type === 'active' && !isLockScreen(report.application)) return this.seeWindow(report);
    const isGone = report.type === 'active' || report.type === 'none' || report.type === 'lost';
    if (isGone) this.options.sites?.leave();
    if (isGone) this.front = null;
    this.take(report.type === 'active' ? { type: 'none' } : report);
  }

  /** Looks again at the window in front: its page may be another one now. */
  lookAgain(): void {
    if (this.front !== null) this.seeWindow(this.front);
  }

  /** The window in front counts without input. */
  get isCounting(): boolean {
    return this.state.window?.countsWhenIdle ?? false;
  }

  /** The page of a look has become known. */
  name(name: LookName): void {
    this.take({ type: 'named', ...name });
  }

  private seeWindow(report: ActiveReport): void {
    this.front = report;
    const { type, window } = report;
    const { look, page } = this.options.sites?.see(report) ?? {};
    const isNamed = (name: string) => this.idleNames.has(name.toLowerCase());
    const isFilm = page?.audible === true && (this.options.audibleCounts === true || isNamed(page.site));
    const countsWhenIdle = report.countsWhenIdle === true || isNamed(report.application) || isFilm;
    // An extension that tells pages decides what may be told. So the window's own title is dropped.
    const { application, title } = withoutPrivateTitle(report);
    const document = look === undefined ? (this.options.editors?.documentOf(report) ?? title) : undefined;
    const ownTitle = document === undefined ? {} : { title: document };
    const url = look === undefined ? this.siteByTitle(report) : undefined;
    const known = url === undefined ? ownTitle : { url };
    const name = page === undefined ? known : nameOf(page);
    this.take({ type, window, look, countsWhenIdle, application, ...name });
  }

  /** Takes one report. Spans that are certain now go to the disk, within some seconds. */
  take(report: Observation['report']): void {
    const { clock, idleLimitMs, rules, self } = this.options;
    if (report.type === 'clock') rules?.shifted(report.shiftMs);
    const at = clock.now();
    const { state, spans } = observe(this.state, { at, report }, idleLimitMs);
    this.state = state;
    const kept = rules === undefined ? spans : spans.map((span) => rules.apply(span)).filter((span) => span !== null);
    self?.recorded(spans, kept);
    self?.shows(this.current());
    if (this.held.length === 0) this.heldSinceMs = at.monotonicMs;
    this.held.push(...kept.map((span) => corrected(span, clock.correctionMs)));
    const isDue = WRITE_AT_ONCE.includes(report.type) || at.monotonicMs - this.heldSinceMs >= WRITE_AFTER_MS;
    if (isDue && this.held.length > 0) this.writing = this.writing.then(() => this.write());
  }

  /** These rules count from now on. The stay that goes on is cut, so each part has its rules. */
  async useRules(filter: Filter): Promise<void> {
    await this.askForInput();
    this.take({ type: 'end' });
    this.options.rules?.change(filter, this.options.clock.now().wallMs);
    this.lookAgain();
  }

  /** Forgets spans in memory. The stay that goes on is cut: its time from now on counts. */
  async erase(isErased: IsErased): Promise<void> {
    await this.askForInput();
    this.take({ type: 'end' });
    this.lookAgain();
    await this.writing;
    this.held = this.held.filter((span) => !isErased(span));
  }

  /** The number of spans that the disk could not take. */
  get unstored(): number {
    return this.isDiskFull ? this.held.length : 0;
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
    if (this.held.length > 0)
      this.options.say(`the disk cannot store ${this.held.length} spans: they are lost`, 'error');
  }

  /** The window in front as it may be recorded. Null: none. */
  private current(): WindowSample | null {
    const sample = this.state.window?.sample ?? null;
    return sample === null || this.options.rules === undefined ? sample : this.options.rules.now(sample);
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
    if (!this.isDiskFull) say(`the disk cannot store the recorded time, it is kept in memory: ${message}`, 'error');
    this.isDiskFull = true;
    const all = [...spans, ...this.held];
    this.held = all.slice(-MOST_HELD);
    if (all.length > MOST_HELD) say('the memory for recorded time is full: the oldest time is lost', 'error');
  }
}

/** Notes the correction, so that a refused record can be corrected by the difference. */
function corrected(span: Span, correctedMs: number): SpooledSpan {
  return correctedMs === 0 ? span : { ...span, correctedMs };
}
