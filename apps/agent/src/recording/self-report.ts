import { Subject } from 'rxjs';
import { type ActivityReport, type WindowSample } from '../capture/activity-source.js';
import { type RecordedSpan, type RunningState, type TailLine } from '../control/questions.js';
import { type Span } from '../sessions/sessioniser.js';
import { type IsErased, type KeepsTime } from '../spool/erased-time.js';
import { type Level, type Say } from './log.js';

const MOST_RECENT = 500;
const MOST_PROBLEMS = 5;

/**
 * What a running agent remembers of itself for `status`, `tail` and `rules test`. In memory only:
 * the recent spans have their names from before the rules.
 */
export class SelfReport implements KeepsTime {
  readonly lines = new Subject<TailLine>();
  private readonly recentSpans = new Map<string, RecordedSpan>();
  private readonly problems: { at: number; message: string }[] = [];
  private readonly startedAt: number;
  private lost: string | null = null;
  private current: WindowSample | null = null;

  constructor(private readonly nowMs: () => number) {
    this.startedAt = nowMs();
  }

  /** Passes sentences on, and remembers those that are problems. */
  listening(say: Say): Say {
    return (message, level: Level = 'info') => {
      if (level === 'warning' || level === 'error') {
        this.problems.push({ at: this.nowMs(), message });
        if (this.problems.length > MOST_PROBLEMS) this.problems.shift();
      }
      say(message, level);
    };
  }

  sawReport(report: ActivityReport): void {
    if (report.type === 'ready') this.lost = null;
    if (report.type === 'lost') this.lost = report.reason;
  }

  /** The window in front, as it may be recorded. */
  shows(sample: WindowSample | null): void {
    if (JSON.stringify(sample) === JSON.stringify(this.current)) return;
    this.current = sample;
    this.lines.next({ type: 'window', at: this.nowMs(), sample });
  }

  /** Spans as they were seen, and what the rules have left of them. */
  recorded(seen: readonly Span[], kept: readonly Span[]): void {
    for (const span of seen) this.remember(span);
    for (const record of kept) this.lines.next({ type: 'record', record });
  }

  async erase(isErased: IsErased): Promise<void> {
    for (const [key, span] of this.recentSpans) if (isErased(span)) this.recentSpans.delete(key);
  }

  recent(): RecordedSpan[] {
    return [...this.recentSpans.values()];
  }

  state(): Pick<RunningState, 'startedAt' | 'lost' | 'current' | 'problems'> {
    const { startedAt, lost, current, problems } = this;
    return { startedAt, lost, current, problems: [...problems] };
  }

  /** A span that has grown takes the place of the shorter one. */
  private remember(span: Span): void {
    const key = JSON.stringify([span.startedAt, span.application, span.title, span.url]);
    this.recentSpans.delete(key);
    this.recentSpans.set(key, span);
    const [oldest] = this.recentSpans.keys();
    if (this.recentSpans.size > MOST_RECENT && oldest !== undefined) this.recentSpans.delete(oldest);
  }
}
