import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { TooManyRequestsError } from '../ground/api-error.js';
import { FairLine } from './fair-line.js';

/** Who waits for a password to be hashed. */
export interface PasswordTurn {
  /** The address of the client, as it is counted. Addresses take turns. */
  readonly address: string;
  /** True for people whom we know. Their line and that of strangers take turns. */
  readonly isKnown: boolean;
}

/** The turn of the administrator and of users who are signed in. */
export const ownTurn = (name: string): PasswordTurn => ({ address: name, isKnown: true });

export interface TurnRules {
  /** How much work runs at once. */
  readonly atOnce: number;
  /** How many may wait in one line, and how many of them from one address. */
  readonly mostWaiting: number;
  readonly mostOfOneAddress: number;
}

/**
 * Hashing takes a thread of libuv's pool (4) and a core for its whole time. Half of the cores, and
 * two threads at most, leave the rest to other requests. 200 hashes take some seconds.
 */
const RULES: TurnRules = {
  atOnce: Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2))),
  mostWaiting: 200,
  mostOfOneAddress: 20,
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
  requireRoom({ address, isKnown }: PasswordTurn): void {
    const line = isKnown ? this.known : this.strangers;
    const { mostWaiting, mostOfOneAddress } = this.rules;
    if (line.length < mostWaiting && line.lengthOf(address) < mostOfOneAddress) return;
    throw new TooManyRequestsError('Too many people are signing in. Try again in a moment.', RETRY_AFTER_SECONDS);
  }

  /** Runs work that hashes a password when it is its turn. Throws TooManyRequestsError. */
  async run<T>(turn: PasswordTurn, work: () => Promise<T>): Promise<T> {
    this.requireRoom(turn);
    await new Promise<void>((resolve) => {
      (turn.isKnown ? this.known : this.strangers).add(turn.address, resolve);
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
