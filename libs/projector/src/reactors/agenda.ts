import type { Checkpoint } from '@app/read-models';

/** A task and its time. */
export interface Planned<Task> {
  readonly key: string;
  readonly task: Task;
  /** Epoch ms. */
  readonly dueMs: number;
  /** The event before the one that asked for this task. Undefined when that was the first event. */
  readonly readAgainAfter: Checkpoint | undefined;
  /** True when every start plans this task anyway, so the log need not be read again for it. */
  readonly isKept: boolean;
}

/**
 * The planned tasks, at most one for a key. Events plan them in log order. They are kept only in
 * memory. So the agenda also knows where a new start must begin to read to plan the same: before
 * the first event that asked for an unfinished task.
 *
 *     log         a . b . . a . . c . .|newest
 *     planned       b             c
 *     read on after ^ here   (when b is done: after the event before c)
 */
export class Agenda<Task> {
  private readonly planned = new Map<string, Planned<Task>>();
  /** The tasks that are being done. */
  private readonly taken = new Set<Planned<Task>>();
  /** No task is due before this moment, so `take` can return early. */
  private earliestMs = Infinity;

  /**
   * `newest` is the last event that was heard, or the last place that was passed. Undefined before
   * the first event of the log.
   */
  constructor(private newest: Checkpoint | undefined) {}

  /**
   * Plans a task for the event that is being heard. A key that is planned already keeps its time
   * and gets the new task. `isKept`: every start plans this task, from any place in the log.
   */
  plan(key: string, task: Task, dueMs: number, isKept = false): void {
    const present = this.planned.get(key);
    this.put(present ? { ...present, task } : { key, task, dueMs, readAgainAfter: this.newest, isKept });
  }

  /**
   * Gives planned tasks another time, and changes them. `change` returns undefined for a task that
   * stays. Tasks that are being done stay too. Linear in the number of planned tasks.
   */
  replan(change: (task: Task) => { readonly task: Task; readonly dueMs: number } | undefined): void {
    for (const planned of this.planned.values()) {
      const changed = change(planned.task);
      if (changed) this.put({ ...planned, ...changed });
    }
  }

  /** The planned task of the key. A task that is being done is not planned. */
  taskOf(key: string): Task | undefined {
    return this.planned.get(key)?.task;
  }

  /** Removes a planned task. */
  drop(key: string): void {
    this.planned.delete(key);
  }

  /** Call it when all tasks of an event are planned. */
  heard(event: Checkpoint): void {
    this.newest = event;
  }

  /**
   * The streams have no other events up to this position, so a new start need not look at the
   * events of others before it. The time stays that of the newest event that was heard: what was
   * due since then may not be done yet.
   */
  passed(position: bigint): void {
    if (this.newest && position <= this.newest.position) return;
    this.newest = { position, recordedAt: this.newest?.recordedAt ?? 0 };
  }

  /** Takes the due tasks, earliest first. Call `done` or `postpone` for each of them. */
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

  /** A taken task is done. A task that was planned under its key meanwhile stays. */
  done(planned: Planned<Task>): void {
    this.taken.delete(planned);
  }

  /** Plans a taken task again for later. A newer task under its key replaces it. */
  postpone(taken: Planned<Task>, dueMs: number): void {
    this.taken.delete(taken);
    this.put({ ...taken, task: this.taskOf(taken.key) ?? taken.task, dueMs });
  }

  /** No task is due before this moment, in epoch ms. Infinity when none is planned. */
  get nothingDueBeforeMs(): number {
    return this.earliestMs;
  }

  /**
   * A new start reads the log after this event to plan all unfinished tasks. Undefined: from the
   * beginning.
   */
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
