import { type ActivityReport } from '../capture/activity-source.js';
import { isLockScreen } from '../capture/lock-screens.js';
import { type IsErased, type KeepsTime } from '../spool/erased-time.js';
import { choicesOf, keepAnswer, readAnswers } from './answers-file.js';
import { afterReport, NOT_SEEN, type Presence, type PresenceReport } from './idle-gap.js';
import { keepGaps, type KeptGap, MOST_GAPS, readGaps } from './kept-questions.js';
import { type Notifier } from './notifier.js';

export interface IdleQuestionOptions {
  notifier: Pick<Notifier, 'show'>;
  /**
   * Posts offline time. Resolves to false when the server refuses it for good, rejects when it
   * should be posted again later.
   */
  post: (time: { from: number; to: number; activity: string }) => Promise<boolean>;
  /** The time as the server sees it, and a clock that never jumps, in milliseconds. */
  now: () => { wallMs: number; monotonicMs: number };
  idleLimitMs: number;
  /** What the person may answer. None: nothing is asked. */
  answers: readonly string[];
  /** Names of applications that count without input. */
  countsWhenIdle: readonly string[];
  /** Keeps the order of the answers. */
  answersFile: string;
  /** Keeps what is not settled over a restart. */
  gapsFile: string;
  say: (message: string) => void;
}

/** The last input is measured now and then: smaller steps are not a new input. */
const SAME_INPUT_MS = 1_500;
/** A step of the wall clock that is longer is a jump, and no drift. */
const JUMP_MS = 60_000;
/** After a restart an older question is not asked again. */
const ASKED_AGAIN_MS = 30 * 60_000;
/** An answer that no server takes for so long is given up. */
const POSTED_LATER_MS = 24 * 3_600_000;

/**
 * Asks a person who comes back what they did. The answer becomes offline time. A question that is
 * open at the end of the agent is asked again by the next run, and an answer that the server does
 * not take now is posted later.
 */
export class IdleQuestion implements KeepsTime {
  private presence: Presence = NOT_SEEN;
  private readonly counting: ReadonlySet<string>;
  private gaps: readonly KeptGap[] = [];
  private isRecording = true;
  private isClosed = false;
  /** The wall clock minus the other one. */
  private skewMs: number | undefined;
  private asking: Promise<void> = Promise.resolve();
  private posting: Promise<void> = Promise.resolve();
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: IdleQuestionOptions) {
    this.counting = new Set(options.countsWhenIdle.map((name) => name.toLowerCase()));
  }

  /** Takes up what the run before has left. */
  async begin(): Promise<void> {
    const nowMs = this.options.now().wallMs;
    const kept = await readGaps(this.options.gapsFile);
    const isYoung = ({ to, answer }: KeptGap) =>
      to > nowMs - (answer === undefined ? ASKED_AGAIN_MS : POSTED_LATER_MS) && to <= nowMs;
    const young = kept.filter(isYoung);
    await this.change(() => [...young, ...this.gaps]);
    for (const { answer } of young) if (answer === undefined) this.askNext();
  }

  /** `isCounted`: the window in front counts without input. Default: as the report tells. */
  see(report: ActivityReport, isCounted = this.isCountedBy(report)): void {
    if (!this.isRecording) return;
    this.noteJump();
    this.take({ type: 'counts', isCounted, at: this.options.now().wallMs });
    if (report.type === 'input') this.input(report.idleMs);
    if (report.type !== 'active' && report.type !== 'none') return;
    const isLocked = report.type === 'active' ? isLockScreen(report.application) : report.isAway === true;
    this.take({ type: 'locked', isLocked });
  }

  private isCountedBy(report: ActivityReport): boolean {
    if (report.type === 'active')
      return report.countsWhenIdle === true || this.counting.has(report.application.toLowerCase());
    return report.type === 'none' ? false : this.presence.isCounted;
  }

  /** The clock was corrected. */
  forget(): void {
    this.take({ type: 'forget' });
  }

  /** Recording is paused, or goes on: a paused time is not asked about. */
  recording(isRecording: boolean): void {
    this.isRecording = isRecording;
    this.forget();
  }

  /** Posts the answers that the server did not take before. */
  retry(): Promise<void> {
    this.posting = this.posting.then(() => this.postAll());
    return this.posting;
  }

  /** Forgets pauses in erased time. */
  async erase(isErased: IsErased): Promise<void> {
    const isGone = ({ from, to, answer = '' }: KeptGap) =>
      isErased({ application: answer, startedAt: from, endedAt: to });
    await this.change((gaps) => gaps.filter((gap) => !isGone(gap)));
  }

  /** What is open now is left for the next run. */
  close(): void {
    this.isClosed = true;
  }

  /** Resolves when no question is open, and the file has what is left. */
  async settled(): Promise<void> {
    await this.asking;
    await this.writing;
  }

  /** A clock that was set says nothing about the person. While they are away it may have slept. */
  private noteJump(): void {
    const { wallMs, monotonicMs } = this.options.now();
    const skewMs = wallMs - monotonicMs;
    const hasJumped = this.skewMs !== undefined && Math.abs(skewMs - this.skewMs) > JUMP_MS;
    this.skewMs = skewMs;
    if (hasJumped && !this.presence.isLocked) this.forget();
  }

  private input(idleMs: number): void {
    const lastInputAt = this.options.now().wallMs - idleMs;
    const { lastInputAt: before } = this.presence;
    if (before !== undefined && lastInputAt - before < SAME_INPUT_MS) return;
    this.take({ type: 'input', lastInputAt });
  }

  private take(report: PresenceReport): void {
    const { presence, gap } = afterReport(this.presence, report, this.options.idleLimitMs);
    this.presence = presence;
    if (gap === null || this.options.answers.length === 0) return;
    void this.change((gaps) => [...gaps, gap].slice(-MOST_GAPS));
    this.askNext();
  }

  /** One question after the other: a second one waits for the answer to the first. */
  private askNext(): void {
    this.asking = this.asking.then(() => this.ask());
  }

  private async ask(): Promise<void> {
    const gap = this.gaps.find(({ answer }) => answer === undefined);
    if (gap === undefined || this.isClosed) return;
    const { notifier, answers, answersFile } = this.options;
    const { from, to, mark } = gap;
    const isThis = (one: KeptGap) => one.from === from && one.to === to;
    const answer = await notifier.show({
      summary: `What were you doing from ${timeOf(from)} to ${timeOf(to)}?`,
      choices: choicesOf(answers, await readAnswers(answersFile)),
      ...(mark && { replaces: mark }),
      shown: (fresh) => void this.change((gaps) => gaps.map((one) => (isThis(one) ? { ...one, mark: fresh } : one))),
    });
    if (answer === null && this.isClosed) return;
    if (answer !== null) await keepAnswer(answersFile, answer);
    // It may be erased meanwhile. Then it is not there any more.
    await this.change((gaps) =>
      gaps.flatMap((one) => (!isThis(one) ? one : answer === null ? [] : { from, to, answer })),
    );
    if (answer !== null) void this.retry();
  }

  private async postAll(): Promise<void> {
    const { post, say } = this.options;
    for (const gap of this.gaps) {
      const { from, to, answer: activity } = gap;
      if (activity === undefined) continue;
      const time = `${timeOf(from)} to ${timeOf(to)}`;
      try {
        const isTaken = await post({ from, to, activity });
        await this.change((gaps) => gaps.filter((one) => one !== gap));
        say(isTaken ? `${time} is recorded as offline time` : `the server refuses the offline time from ${time}`);
      } catch (error) {
        return say(`the answer for ${time} waits here, and is sent later: ${(error as Error).message}`);
      }
    }
  }

  private async change(by: (gaps: readonly KeptGap[]) => readonly KeptGap[]): Promise<void> {
    this.gaps = by(this.gaps);
    this.writing = this.writing.then(() => keepGaps(this.options.gapsFile, this.gaps));
    await this.writing;
  }
}

/** A time of day in the person's locale. */
const timeOf = (ms: number): string => new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(ms);
