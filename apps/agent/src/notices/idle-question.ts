import { type ActivityReport } from '../capture/activity-source.js';
import { isLockScreen } from '../capture/lock-screens.js';
import { choicesOf, keepAnswer, readAnswers } from './answers-file.js';
import { afterReport, type Gap, NOT_SEEN, type Presence, type PresenceReport } from './idle-gap.js';
import { type Notifier } from './notifier.js';

export interface IdleQuestionOptions {
  notifier: Pick<Notifier, 'show'>;
  /** Posts offline time. Rejects with a reason. */
  post: (time: { from: number; to: number; activity: string }) => Promise<void>;
  /** The time as the server sees it, in epoch milliseconds. */
  nowMs: () => number;
  idleLimitMs: number;
  /** What the person may answer. */
  answers: readonly string[];
  /** Names of applications that count without input. */
  countsWhenIdle: readonly string[];
  /** Keeps the order of the answers. */
  file: string;
  say: (message: string) => void;
}

/** The last input is measured now and then: smaller steps are not a new input. */
const SAME_INPUT_MS = 1_500;

/** Asks a person who comes back what they did. The answer becomes offline time. */
export class IdleQuestion {
  private presence: Presence = NOT_SEEN;
  private readonly counting: ReadonlySet<string>;
  private asking: Promise<void> = Promise.resolve();

  constructor(private readonly options: IdleQuestionOptions) {
    this.counting = new Set(options.countsWhenIdle.map((name) => name.toLowerCase()));
  }

  see(report: ActivityReport): void {
    if (report.type === 'input') this.input(report.idleMs);
    if (report.type !== 'active') return;
    this.take({ type: 'locked', isLocked: isLockScreen(report.application) });
    const isCounted = report.countsWhenIdle === true || this.counting.has(report.application.toLowerCase());
    this.take({ type: 'counts', isCounted });
  }

  /** The clock was corrected. */
  forget(): void {
    this.take({ type: 'forget' });
  }

  /** Resolves when the question that is open now is answered. */
  settled(): Promise<void> {
    return this.asking;
  }

  private input(idleMs: number): void {
    const lastInputAt = this.options.nowMs() - idleMs;
    const { lastInputAt: before } = this.presence;
    if (before !== undefined && lastInputAt - before < SAME_INPUT_MS) return;
    this.take({ type: 'input', lastInputAt });
  }

  private take(report: PresenceReport): void {
    const { presence, gap } = afterReport(this.presence, report, this.options.idleLimitMs);
    this.presence = presence;
    // One question after the other: a second one waits for the answer to the first.
    if (gap !== null) this.asking = this.asking.then(() => this.ask(gap));
  }

  private async ask({ from, to }: Gap): Promise<void> {
    const { notifier, post, answers, file, say } = this.options;
    const choices = choicesOf(answers, await readAnswers(file));
    if (choices.length === 0) return;
    const summary = `What were you doing from ${timeOf(from)} to ${timeOf(to)}?`;
    const activity = await notifier.show({ summary, choices });
    if (activity === null) return;
    await keepAnswer(file, activity);
    try {
      await post({ from, to, activity });
      say(`${timeOf(from)} to ${timeOf(to)} is recorded as offline time`);
    } catch (error) {
      say(`the answer for ${timeOf(from)} to ${timeOf(to)} could not be recorded: ${(error as Error).message}`);
    }
  }
}

/** A time of day in the person's locale. */
const timeOf = (ms: number): string => new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(ms);
