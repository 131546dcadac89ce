import { Subject } from 'rxjs';
import { type Instant } from '../sessions/sessioniser.js';

/** A smaller difference is not corrected: the server accepts it, and measuring is not exact. */
export const SKEW_LIMIT_MS = 10_000;

/** This machine: its wall clock may be wrong. */
const MACHINE = (): Instant => ({ wallMs: Date.now(), monotonicMs: performance.now() });

/**
 * The time as the server sees it: this machine's clock and a correction. The correction is 0 until
 * an answer of the server shows that this clock is wrong by 10 s or more.
 */
export class ServerClock {
  /** Emits the milliseconds by which `now` has moved, at once after it moved. */
  readonly shifts = new Subject<number>();
  /** Server minus machine, as last measured. Null before the first answer. */
  skewMs: number | null = null;
  private correction = 0;
  private machineAheadMs: number | null = null;
  private readonly machine: () => Instant;

  constructor(machine: () => Instant = MACHINE) {
    this.machine = machine;
  }

  /** What `now` adds to this machine's clock, in milliseconds. */
  get correctionMs(): number {
    return this.correction;
  }

  now(): Instant {
    const { wallMs, monotonicMs } = this.machine();
    this.noteJump(wallMs - monotonicMs);
    return { wallMs: wallMs + this.correction, monotonicMs };
  }

  /** The uncorrected clock, in epoch milliseconds. */
  machineMs(): number {
    return this.machine().wallMs;
  }

  /** Takes a measured difference (server minus machine). Returns whether `now` has moved. */
  measured(skewMs: number): boolean {
    this.skewMs = skewMs;
    if (Math.abs(skewMs - this.correction) < SKEW_LIMIT_MS) return false;
    const before = this.correction;
    this.correction = Math.abs(skewMs) < SKEW_LIMIT_MS ? 0 : skewMs;
    if (this.correction === before) return false;
    this.shifts.next(this.correction - before);
    return true;
  }

  /**
   * A jump of the wall clock that undoes the correction means that the clock was set right: `now`
   * does not move then. Other jumps wait for the next answer. Sleep of the machine is such a jump.
   */
  private noteJump(aheadMs: number): void {
    const jumpMs = this.machineAheadMs === null ? 0 : aheadMs - this.machineAheadMs;
    this.machineAheadMs = aheadMs;
    if (this.correction !== 0 && Math.abs(this.correction - jumpMs) < SKEW_LIMIT_MS) this.correction = 0;
  }
}

/** A difference for the person: "7 minutes fast". Null when it does not matter. */
export function describeSkew(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) < SKEW_LIMIT_MS) return null;
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  const [length, unit] =
    seconds < 120
      ? [seconds, 'seconds']
      : seconds < 7_200
        ? [seconds / 60, 'minutes']
        : seconds < 172_800
          ? [seconds / 3_600, 'hours']
          : [seconds / 86_400, 'days'];
  return `${Math.round(length)} ${unit} ${skewMs < 0 ? 'fast' : 'slow'}`;
}
