import type { Checkpoint } from '@app/read-models';

/** Something to do at some time. */
export interface Planned<Task> {
  readonly key: string;
  readonly task: Task;
  /** Epoch ms. */
  readonly dueMs: number;
  /** Where the log had been read to before the event that asked for this; undefined for nowhere. */
  readonly readAgainAfter: Checkpoint | undefined;
  /** Whether this is kept elsewhere, so that the log need not be read again for it. */
  readonly isKept: boolean;
}

/**
 * What is to be done, and when, out of events in log order: one task for a key. It is kept in memory alone, so it knows
 * from where the log has to be read again to know the same: from before the first event that asked for what is not done.
 *
 *     log         a . b . . a . . c . .|newest
 *     planned       b             c
 *     read on after ^ here                        (and there, once b is done: after the event before c)
 */
export class Agenda<Task> {
  private readonly planned = new Map<string, Planned<Task>>();
  /** Taken to be done, and not known to be done yet. */
  private readonly taken = new Set<Planned<Task>>();
  /** Nothing is due before, so that looking in vain costs nothing. */
  private earliestMs = Infinity;

  /** `newest` is the event that was heard last; undefined before the first event of the log. */
  constructor(private newest: Checkpoint | undefined) {}

  /**
   * What the event that comes next asks for. A key that is planned already keeps its time, and gets the new task. What
   * `isKept` is planned again at every start, whatever the log is read from.
   */
  plan(key: string, task: Task, dueMs: number, isKept = false): void {
    const present = this.planned.get(key);
    this.put(present ? { ...present, task } : { key, task, dueMs, readAgainAfter: this.newest, isKept });
  }

  /** The task that is planned under the key, unless it is being done. */
  of(key: string): Task | undefined {
    return this.planned.get(key)?.task;
  }

  /** Takes off what need not be done. */
  drop(key: string): void {
    this.planned.delete(key);
  }

  /** An event was heard to its end, with all that it asked for. */
  heard(event: Checkpoint): void {
    this.newest = event;
  }

  /** Takes what is due, the first first. Each is to be `done` or to be `postpone`d. */
  take(nowMs: number): Planned<Task>[] {
    if (nowMs < this.earliestMs) return [];
    const due = [...this.planned.values()].filter(({ dueMs }) => dueMs <= nowMs).sort((a, b) => a.dueMs - b.dueMs);
    for (const planned of due) {
      this.planned.delete(planned.key);
      this.taken.add(planned);
    }
    this.earliestMs = Infinity;
    for (const { dueMs } of this.planned.values()) this.earliestMs = Math.min(this.earliestMs, dueMs);
    return due;
  }

  /** What was taken is done; what was planned under its key meanwhile is not. */
  done(planned: Planned<Task>): void {
    this.taken.delete(planned);
  }

  /** What was taken is to be done later, as it is planned by now. */
  postpone(taken: Planned<Task>, dueMs: number): void {
    this.taken.delete(taken);
    this.put({ ...taken, task: this.of(taken.key) ?? taken.task, dueMs });
  }

  /** Nothing is due before this moment, in epoch ms; Infinity when nothing is planned. */
  get nothingDueBeforeMs(): number {
    return this.earliestMs;
  }

  /** After which event the log has to be read again to plan what is not done; undefined for from the beginning. */
  get readOnAfter(): Checkpoint | undefined {
    let first = this.newest;
    for (const { readAgainAfter, isKept } of [...this.planned.values(), ...this.taken]) {
      if (isKept) continue;
      if (!readAgainAfter) return undefined;
      if (!first || readAgainAfter.position < first.position) first = readAgainAfter;
    }
    return first;
  }

  private put(planned: Planned<Task>): void {
    this.planned.set(planned.key, planned);
    this.earliestMs = Math.min(this.earliestMs, planned.dueMs);
  }
}
