import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { TooManyRequestsError } from '../ground/api-error.js';
import { FairLine } from './fair-line.js';

/** Who waits for a password to be hashed. */
export interface PasswordTurn {
  /**
   * Who takes turns with others: a stranger by the address of the client, as it is counted; a
   * person whom we know by their account.
   */
  readonly name: string;
  /** True for people whom we know. Their line and that of strangers take turns. */
  readonly isKnown: boolean;
}

/** The turn of the administrator, who may open many accounts at once. */
export const ADMINISTRATOR: PasswordTurn = { name: 'administrator', isKnown: true };

/** The turn of a user who is signed in. */
export const ownTurn = (userId: string): PasswordTurn => ({ name: userId, isKnown: true });

export interface TurnRules {
  /** How much work runs at once. */
  readonly atOnce: number;
  /** How many may wait in one line, and how many of them by one name. */
  readonly mostWaiting: number;
  readonly mostOfOneName: number;
}

/**
 * Hashing takes a thread of libuv's pool (4) and a core for its whole time. Half of the cores, and
 * two threads at most, leave the rest to other requests. A line that is full takes some ten
 * seconds; names take turns, so a new one waits for one hash of each.
 */
const RULES: TurnRules = {
  atOnce: Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2))),
  mostWaiting: 500,
  mostOfOneName: 20,
};

/** A short wait: the lines move by many passwords a second. */
const RETRY_AFTER_SECONDS = 5;

/** Bounds how many passwords are hashed at once. All hashing of the process goes through here. */
@Injectable()
export class PasswordTurns {
  /** Replaced in tests of this class only. */
  protected readonly rules: TurnRules = RULES;
  private readonly known = new FairLine<() => void>();
  private readonly strangers = new FairLine<() => void>();
  private running = 0;
  private isTurnOfKnown = true;

  /** Throws TooManyRequestsError when `run` would. */
  requireRoom(turn: PasswordTurn): void {
    const line = turn.isKnown ? this.known : this.strangers;
    const { mostWaiting, mostOfOneName } = this.rules;
    const most = turn === ADMINISTRATOR ? mostWaiting : mostOfOneName;
    if (line.length < mostWaiting && line.lengthOf(turn.name) < most) return;
    throw new TooManyRequestsError('Too many people are signing in. Try again in a moment.', RETRY_AFTER_SECONDS);
  }

  /** Runs work that hashes a password when it is its turn. Throws TooManyRequestsError. */
  async run<T>(turn: PasswordTurn, work: () => Promise<T>): Promise<T> {
    this.requireRoom(turn);
    await new Promise<void>((resolve) => {
      (turn.isKnown ? this.known : this.strangers).add(turn.name, resolve);
      this.startNext();
    });
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.startNext();
    }
  }

  private startNext(): void {
    if (this.running >= this.rules.atOnce) return;
    const [first, second] = this.isTurnOfKnown ? [this.known, this.strangers] : [this.strangers, this.known];
    const start = first.next() ?? second.next();
    if (!start) return;
    this.isTurnOfKnown = !this.isTurnOfKnown;
    this.running += 1;
    start();
  }
}
