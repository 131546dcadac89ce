import { AlertReactor } from '../alerts/alert-reactor.js';
import { DayCloser } from '../daily-summary/day-closer.js';
import { FocusTimer } from '../focus/focus-timer.js';
import { Eraser } from '../privacy/eraser.js';
import type { ReactorOptions } from './reaction.js';
import { Reactor } from './reactor.js';

/**
 * Everything that reacts to the log by appending to it. Any number of processes may have these over one log: each event
 * is appended once, also when two do it for one user.
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
    ];
  }

  /** Reacts until stopped; rejects when the log refuses one of them for good. Stores that are away are waited for. */
  async run(): Promise<void> {
    await Promise.all(this.reactors.map((reactor) => reactor.run()));
  }

  /** Finishes what is at hand, keeps the places, and stops. */
  async stop(): Promise<void> {
    await Promise.all(this.reactors.map((reactor) => reactor.stop()));
  }
}
