import { BehaviorSubject, distinctUntilChanged, Observable } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { type PauseState, type RunningState } from '../control/questions.js';
import { type Pausing } from '../loopback/extension-port.js';
import { type Hours, isWithin, nextMinute, nextOpening } from '../rules/hours.js';
import { type Pause } from './pause.js';

export interface GateOptions {
  pause: Pause;
  /** Null: always. */
  hours: Hours | null;
  /** This machine's clock, epoch ms: a pause ends by it. */
  machineMs: () => number;
  /** The corrected clock, epoch ms: hours count by it. */
  nowMs: () => number;
  /** The time zone of the hours. Default: the one of this machine. */
  zone?: string;
}

/** Decides whether windows may be recorded now: not during a pause, not outside of the hours. */
export class Gate {
  private readonly options: GateOptions;
  private readonly open: BehaviorSubject<boolean>;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: GateOptions) {
    this.options = { ...options };
    this.open = new BehaviorSubject(this.mayRecord());
    this.wait();
  }

  /** Emits at once, and at each change. */
  get isOpen(): Observable<boolean> {
    return this.open.pipe(distinctUntilChanged());
  }

  /** Looks at the clock again. The gate does so by itself where a pause or an hour may end. */
  look(): void {
    this.open.next(this.mayRecord());
    this.wait();
  }

  async pause(until: number | null): Promise<PauseState> {
    const paused = this.options.pause.start(this.options.machineMs(), until);
    // The pause counts at once, also when the disk does not take it.
    this.look();
    return paused;
  }

  async resume(): Promise<boolean> {
    const wasPaused = await this.options.pause.resume(this.options.machineMs());
    this.look();
    return wasPaused;
  }

  useHours(hours: Hours | null): void {
    this.options.hours = hours;
    this.look();
  }

  /** The pause and the hours at this moment, for `status`. */
  state(): Pick<RunningState, 'paused' | 'hours'> {
    const { pause, hours, machineMs, nowMs } = this.options;
    const isOpen = hours === null || isWithin(hours, nowMs(), this.zone);
    return {
      paused: pause.at(machineMs()),
      hours:
        hours === null
          ? null
          : { text: hours.text, isOpen, opensAt: isOpen ? null : nextOpening(hours, nowMs(), this.zone) },
    };
  }

  close(): void {
    clearTimeout(this.timer);
  }

  /** Asked only when there are hours: time zones take 8 MB of memory. */
  private get zone(): string {
    return this.options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  private mayRecord(): boolean {
    const { pause, hours, machineMs, nowMs } = this.options;
    return pause.at(machineMs()) === null && (hours === null || isWithin(hours, nowMs(), this.zone));
  }

  private wait(): void {
    const { pause, hours, machineMs, nowMs } = this.options;
    const pausedUntil = pause.at(machineMs())?.until ?? Infinity;
    const waitMs = Math.min(pausedUntil - machineMs(), hours === null ? Infinity : nextMinute(nowMs()) - nowMs());
    clearTimeout(this.timer);
    // A longer wait than a minute is cut: the clock may be set meanwhile.
    if (waitMs !== Infinity) this.timer = setTimeout(() => this.look(), Math.min(waitMs, 60_000)).unref();
  }
}

/** The pause as the port for the browser extension needs it. */
export const pausingOf = (gate: Gate): Pausing => ({
  state: () => gate.state().paused,
  pause: async (minutes) => void (await gate.pause(Date.now() + minutes * 60_000)),
  resume: async () => void (await gate.resume()),
});

/**
 * The reports without windows while the gate is closed. When it opens, the window that is in front
 * then is reported again. All other reports pass: they name no window.
 */
export function gated(reports: Observable<ActivityReport>, isOpen: Observable<boolean>): Observable<ActivityReport> {
  return new Observable((subscriber) => {
    let front: ActivityReport = { type: 'none' };
    let mayPass: boolean | null = null;
    const opening = isOpen.subscribe((isOpenNow) => {
      if (mayPass !== null) subscriber.next(isOpenNow ? front : { type: 'none' });
      mayPass = isOpenNow;
    });
    const reporting = reports.subscribe((report) => {
      if (report.type === 'active' || report.type === 'none') front = report;
      if (report.type === 'lost') front = { type: 'none' };
      subscriber.next(report.type === 'active' && mayPass === false ? { type: 'none' } : report);
    });
    return () => {
      opening.unsubscribe();
      reporting.unsubscribe();
    };
  });
}
