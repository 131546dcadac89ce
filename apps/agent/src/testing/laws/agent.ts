import { join } from 'node:path';
import { Subject, Subscription } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../../capture/activity-source.js';
import { type Absence } from '../../presence/absence.js';
import { withoutAbsence } from '../../presence/present-source.js';
import { Gate, gated } from '../../recording/gate.js';
import { Pause } from '../../recording/pause.js';
import { Recorder } from '../../recording/recorder.js';
import { type Observation } from '../../sessions/sessioniser.js';
import { type Seen, type SiteNames } from '../../sites/site-names.js';
import { Spool, type SpooledSpan } from '../../spool/spool.js';
import { ServerClock } from '../../sync/server-clock.js';
import { Synchroniser } from '../../sync/synchroniser.js';
import { DEVICE, KEY, NEVER } from '../sync-scene.js';
import { type Life } from './life.js';

const LIMIT_MS = 300_000;
const PROGRAMS = ['Editor', 'Mail', 'Web', 'Film'];

/** One run of the agent in a life: all of it but its timers and the desktop. */
export class Agent {
  readonly absences = new Subject<Absence>();
  readonly recorder: Recorder;
  private readonly clock: ServerClock;
  private readonly reports = new Subject<ActivityReport>();
  private readonly subscription = new Subscription();
  private readonly sites = new ToldSites();
  private readonly synchroniser: Synchroniser;
  private writing = 0;

  private constructor(
    private readonly life: Life,
    readonly spool: Spool,
    readonly gate: Gate,
    clock: ServerClock,
  ) {
    this.clock = clock;
    this.recorder = this.newRecorder();
    this.synchroniser = new Synchroniser({
      spool,
      clock,
      collect: () => this.recorder.flush(),
      destination: { server: life.place.server, key: KEY, device: DEVICE },
      setAside: async (refusals) => void life.refused.push(...refusals),
      ...{ say: () => undefined, synced: async () => undefined, random: () => 0.5 },
    });
    this.subscription.add(
      clock.shifts.subscribe((shiftMs) => {
        life.clockMoves();
        this.recorder.take({ type: 'clock', shiftMs });
      }),
    );
  }

  /** Opens the folder as the agent does, and looks at the desktop. */
  static async start(life: Life): Promise<Agent> {
    const { machine, place, history } = life;
    const machineMs = () => machine.read().wallMs;
    const clock = new ServerClock(machine.read);
    const spool = await Spool.open({
      folder: join(place.folder, 'spool'),
      deviceId: DEVICE.id,
      warn: (message) => void life.broken.push(message),
      now: machineMs,
    });
    const pause = await Pause.load(join(place.folder, 'pause.json'), machineMs());
    const nowMs = () => clock.now().wallMs;
    const gate = new Gate({ pause, hours: null, machineMs, nowMs, zone: history.zone });
    const agent = new Agent(life, spool, gate, clock);
    agent.look();
    return agent;
  }

  get isWriting(): boolean {
    return this.writing > 0;
  }

  /** The timers of the agent and of its adapter. */
  tick(): void {
    this.gate.look();
    this.recorder.take({ type: 'tick' });
    this.tellInput();
  }

  showFront(): void {
    const { front } = this.life;
    this.gate.look();
    if (front === null) return this.reports.next({ type: 'none' });
    const { program: application, title } = front;
    this.reports.next({ type: 'active', window: PROGRAMS.indexOf(application), application, title });
  }

  loseDisplay(): void {
    this.reports.next({ type: 'lost', reason: 'gone' });
    this.tellDesktop();
  }

  /** The page of a look becomes known. Names of looks that were never seen are not told. */
  name(look: number, site: string): void {
    const name = this.sites.learn(look, site);
    if (name !== null) this.recorder.name(name);
  }

  async sync(): Promise<void> {
    await this.synchroniser.sync(NEVER);
  }

  /** A sync that ends at once behind the answer: the queue still has what was sent. */
  async syncUntilSettling(): Promise<void> {
    this.spool.acknowledge = () => Promise.reject(new Error('the agent has ended'));
    await this.sync();
  }

  /** The agent is gone. Nothing is written any more. */
  async close(): Promise<void> {
    this.subscription.unsubscribe();
    this.gate.close();
    await this.spool.close();
  }

  private look(): void {
    const source: ActivitySource = {
      name: 'the desktop of a test',
      capabilities: { titles: true, idle: this.life.history.seesInput, lock: true, minimises: false },
      idleMs: async () => this.idleMs(),
      reports: () => this.reports,
    };
    const nowMs = () => this.life.machine.read().monotonicMs;
    const guarded = withoutAbsence(source, { absences: this.absences, seesLocks: true, nowMs });
    this.subscription.add(gated(guarded.reports(), this.gate.isOpen).subscribe((report) => this.recorder.see(report)));
    this.absences.next(this.life.absence);
    this.tellDesktop();
  }

  private tellDesktop(): void {
    this.reports.next({ type: 'ready', seesInput: this.life.history.seesInput });
    this.tellInput();
    this.showFront();
  }

  private tellInput(): void {
    const idleMs = this.idleMs();
    if (idleMs !== null) this.reports.next({ type: 'input', idleMs });
  }

  private idleMs(): number | null {
    return this.life.history.seesInput ? this.life.machine.idleMs : null;
  }

  /** The expected time hears all that the recorder hears. */
  private newRecorder(): Recorder {
    const { life, clock, spool, sites } = this;
    const append = async (spans: readonly SpooledSpan[]) => {
      this.writing += 1;
      try {
        const records = await spool.append(spans);
        life.wrote(records);
        return records;
      } finally {
        this.writing -= 1;
      }
    };
    const recorder = new Recorder({
      source: { idleMs: async () => this.idleMs() },
      clock,
      spool: { append },
      idleLimitMs: LIMIT_MS,
      countsWhenIdle: ['Film'],
      sites,
      say: (message) => void life.broken.push(message),
    });
    const take = recorder.take.bind(recorder);
    recorder.take = (report) => {
      this.hear(report);
      take(report);
    };
    return recorder;
  }

  private hear(report: Observation['report']): void {
    const { life, gate, clock } = this;
    const { paused, hours } = gate.state();
    const isClosed = life.isLocked || paused !== null || hours?.isOpen === false;
    if (report.type === 'active' && isClosed) life.broken.push('a window is recorded that must not be');
    life.expected.hear({ report, at: clock.now(), trueMs: life.machine.trueMs });
  }
}

/** Each title of the browser is a look. Its page is known when the extension has told it. */
class ToldSites implements Pick<SiteNames, 'see' | 'leave'> {
  private readonly looks = new Map<string, number>();
  private readonly pages = new Map<number, { url: string; title: string }>();

  see({ application, title = '' }: { application: string; title?: string }): Seen {
    if (application !== 'Web') return {};
    const look = this.looks.get(title) ?? this.looks.size + 1;
    this.looks.set(title, look);
    const page = this.pages.get(look);
    return page === undefined ? { look } : { look, page: { ...page, site: page.url, audible: false } };
  }

  leave(): void {
    // What was told stays known.
  }

  learn(look: number, site: string) {
    if (look > this.looks.size || this.pages.has(look)) return null;
    const page = { url: `https://${site}`, title: site };
    this.pages.set(look, page);
    return { look, ...page };
  }
}
