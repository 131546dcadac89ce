import { type Instant, type Observation } from '../../sessions/sessioniser.js';

const SILENCE_MS = 30_000;
const SKEW_MS = 2_000;

/** What the recorder hears, and when. */
export interface Heard {
  report: Observation['report'];
  /** The clocks of the machine, with the wall clock as the agent corrects it. */
  at: Instant;
  /** The true time. */
  trueMs: number;
}

interface Piece {
  program: string;
  fromMs: number;
  untilMs: number;
}

/**
 * The confirmed time of each program by a second way to count it: in true time, without windows'
 * titles, without spans, and without anything that is given out before the end.
 *
 * Between two inputs in one stretch the time in windows counts when the pause is shorter than the
 * limit. A stretch ends when the machine slept or its clock was set.
 */
export class ExpectedTime {
  private readonly sums = new Map<string, number>();
  private front: string | null = null;
  private isIdleFront = false;
  private seesInput = false;
  private last: Heard | null = null;
  private confirmedMs: number | null = null;
  private open: Piece[] = [];

  constructor(private readonly limitMs: number) {}

  hear(heard: Heard): void {
    const { report, trueMs } = heard;
    if (report.type === 'clock') this.last = this.last && moved(this.last, report.shiftMs);
    if (this.last !== null && isGap(this.last.at, heard.at)) this.forgetOpen();
    else if (this.front !== null && this.last !== null)
      this.open.push({ program: this.front, fromMs: this.last.trueMs, untilMs: trueMs });
    this.last = heard;
    this.take(heard);
    if (!this.seesInput || this.isIdleFront) this.confirm(trueMs, trueMs);
    if (report.type === 'lost' || report.type === 'end') this.open = [];
  }

  /** The agent's memory is gone. What it has stored stays: it replaces the sums. */
  crash(stored: ReadonlyMap<string, number>): void {
    this.forgetOpen();
    [this.front, this.isIdleFront, this.last] = [null, false, null];
    this.sums.clear();
    for (const [program, sum] of stored) this.sums.set(program, sum);
  }

  /** The agent ended well: a new one knows nothing of it. */
  restart(): void {
    this.crash(new Map(this.sums));
  }

  /** Confirmed milliseconds by program. */
  byProgram(): Map<string, number> {
    return new Map(this.sums);
  }

  private take({ report, trueMs }: Heard): void {
    if (report.type === 'ready') [this.seesInput, this.confirmedMs] = [report.seesInput, null];
    if (report.type === 'active') [this.front, this.isIdleFront] = [report.application, report.countsWhenIdle ?? false];
    if (report.type === 'none' || report.type === 'lost' || report.type === 'end')
      [this.front, this.isIdleFront] = [null, false];
    if (report.type === 'input' && this.seesInput) this.confirm(trueMs - report.idleMs, trueMs);
  }

  private confirm(inputMs: number, nowMs: number): void {
    const since = this.confirmedMs;
    if (since !== null && inputMs <= since) {
      if (nowMs - since >= this.limitMs) this.open = parts(this.open, -Infinity, since);
      return;
    }
    const isPauseShort = since !== null && inputMs - since < this.limitMs;
    for (const { program, fromMs, untilMs } of isPauseShort || !this.seesInput
      ? parts(this.open, -Infinity, inputMs)
      : [])
      this.sums.set(program, (this.sums.get(program) ?? 0) + untilMs - fromMs);
    this.open = parts(this.open, inputMs, Infinity);
    this.confirmedMs = inputMs;
  }

  private forgetOpen(): void {
    [this.open, this.confirmedMs] = [[], null];
  }
}

const moved = (heard: Heard, shiftMs: number): Heard => ({
  ...heard,
  at: { ...heard.at, wallMs: heard.at.wallMs + shiftMs },
});

function isGap(before: Instant, now: Instant): boolean {
  const wallMs = now.wallMs - before.wallMs;
  const skewMs = wallMs - (now.monotonicMs - before.monotonicMs);
  return wallMs < 0 || wallMs > SILENCE_MS || Math.abs(skewMs) > SKEW_MS;
}

function parts(pieces: readonly Piece[], fromMs: number, untilMs: number): Piece[] {
  return pieces
    .map((piece) => ({
      ...piece,
      fromMs: Math.max(piece.fromMs, fromMs),
      untilMs: Math.min(piece.untilMs, untilMs),
    }))
    .filter((piece) => piece.fromMs < piece.untilMs);
}
