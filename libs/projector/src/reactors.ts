import { AlertReactor } from './alerts/alert-reactor.js';
import { DayCloser } from './daily-summary/day-closer.js';
import { DirectoryKeeper } from './directory/directory-keeper.js';
import { FocusTimer } from './focus/focus-timer.js';
import { Eraser } from './privacy/eraser.js';
import type { ReactorOptions } from './reactors/reaction.js';
import { Reactor } from './reactors/reactor.js';
import { Retention } from './keeping/retention.js';
import { WeekPublisher } from './teams/week-publisher.js';

/**
 * All reactors. They read the log and append to it. Any number of processes may run them over one
 * log: each event is appended once, also when two processes have the same user.
 */
export class Reactors {
  readonly outlastsLease = true;
  private readonly reactors: readonly Pick<Reactor<unknown>, 'run' | 'stop'>[];

  constructor(options: ReactorOptions) {
    this.reactors = [
      new Reactor(new DayCloser(options), options),
      new Reactor(new AlertReactor(options), options),
      new Reactor(new FocusTimer(options), options),
      new Reactor(new Eraser(options), options),
      new Reactor(new WeekPublisher(options), options),
      new Reactor(new DirectoryKeeper(options), options),
      new Reactor(new Retention(options), options),
    ];
  }

  /**
   * Works until stopped. Rejects when the log refuses one reactor for good. Waits while a store is
   * away.
   */
  async run(): Promise<void> {
    await Promise.all(this.reactors.map((reactor) => reactor.run()));
  }

  /** Finishes the running tasks, writes the checkpoints, and stops. */
  async stop(): Promise<void> {
    await Promise.all(this.reactors.map((reactor) => reactor.stop()));
  }
}
