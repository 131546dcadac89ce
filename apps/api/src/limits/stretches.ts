import { type EndTurn, FairTurns } from '@app/read-models';
import { Injectable } from '@nestjs/common';

/** Runs work in a turn of the user who asks. */
export type RunStretch = <T>(work: () => T) => Promise<T>;

/** After so many ms of work the event loop gets a turn. Many small reports fit into them. */
const MOST_MS = 4;
/** A clock may not move within a short stretch, and each stretch takes some time. */
const LEAST_MS = 0.001;

/**
 * Work for reports and imports that the thread of the server does: to shape rows, to write text,
 * to check lines. A large report or import is many stretches of some milliseconds. After a few
 * milliseconds the event loop gets a turn, so other requests wait for one stretch. The stretches of
 * all users stand in one fair line.
 */
@Injectable()
export class Stretches {
  private readonly turns = new FairTurns({ atOnce: 1, now: () => performance.now() });
  /** The work since the event loop had a turn, in ms. */
  private doneMs = 0;
  /** The stretch whose end waits for the event loop. */
  private held: EndTurn | undefined;

  /** Runs a stretch in a turn of the user who asks. Rejects when the work throws. */
  async run<T>(userId: string, work: () => T): Promise<T> {
    const end = await this.turns.turn(userId);
    const begunAt = performance.now();
    try {
      return work();
    } finally {
      this.end(end, performance.now() - begunAt);
    }
  }

  /** Runs work that comes in steps: each is a stretch of its own. Rejects when a step throws. */
  async runSteps<T>(userId: string, steps: Generator<void, T, void>): Promise<T> {
    for (;;) {
      const step = await this.run(userId, () => steps.next());
      if (step.done) return step.value;
    }
  }

  private end(end: EndTurn, ms: number): void {
    if (this.doneMs === 0) setImmediate(() => this.loopHadItsTurn());
    this.doneMs += Math.max(ms, LEAST_MS);
    if (this.doneMs < MOST_MS) end();
    else this.held = end;
  }

  private loopHadItsTurn(): void {
    this.doneMs = 0;
    this.held?.();
    this.held = undefined;
  }
}
