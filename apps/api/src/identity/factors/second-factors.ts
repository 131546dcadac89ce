import {
  type Asked,
  checkProof,
  DomainError,
  type FactorCommand,
  factorDecider,
  factorStream,
  type PasswordProof,
  type SecondFactorOn,
  wrongCode,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { newSecret, sha256 } from '../../ground/secrets.js';
import { CLOCK, type Clock, EVENT_STORE } from '../../stores/tokens.js';
import { newRecoveryCodes, recoveryHashOf } from './recovery-codes.js';
import { stepOfCode } from './totp.js';

/**
 * The second steps of users: codes of an authenticator app, and recovery codes. Nothing of it is
 * remembered: each sign-in reads the short stream.
 */
@Injectable()
export class SecondFactors {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The second step of a user; undefined while it is off. */
  async factorOf(userId: string): Promise<SecondFactorOn | undefined> {
    const { state } = await readState(this.store, factorStream(userId), factorDecider);
    return state.status === 'on' ? state : undefined;
  }

  /**
   * Turns the second step on, when the code belongs to the secret. Resolves to the recovery codes:
   * only this answer has them. Throws DomainError `wrong_code`, `second_factor_on`.
   */
  async turnOn(userId: string, { secret, code }: { secret: string; code: string }): Promise<readonly string[]> {
    const step = stepOfCode(withoutSpaces(code), secret, this.clock());
    if (step === undefined) throw wrongCode();
    const [codes, recoveryHashes] = freshCodes();
    await this.change(userId, { type: 'TurnOnSecondFactor', data: { secret, step, recoveryHashes } });
    return codes;
  }

  /**
   * A new proof that the user showed the password: a random secret. The log keeps its hash. Throws
   * DomainError `second_factor_off`.
   */
  async showPassword(userId: string): Promise<string> {
    const proof = newSecret();
    await this.change(userId, { type: 'ShowPassword', data: { proofHash: sha256(proof) } });
    return proof;
  }

  /**
   * Uses a code of the app, or a recovery code. A proof is used up with it: without one, the user
   * is signed in already. Each code works once, in all processes together. Throws DomainError
   * `wrong_code`, `password_needed`, `second_factor_off`.
   */
  async use(userId: string, typed: string, proof?: PasswordProof): Promise<void> {
    const now = this.clock();
    const factor = await this.factorOf(userId);
    if (!factor) throw new DomainError('second_factor_off', 'There is no second step to sign in.');
    // A person without a proof learns nothing about the code, and uses up no try.
    checkProof(factor, proof, now);
    const code = withoutSpaces(typed);
    const proven = proof ? { proof } : {};
    const codeHash = recoveryHashOf(code);
    if (codeHash !== undefined) return this.change(userId, { type: 'UseRecoveryCode', data: { codeHash, ...proven } });
    const { secret } = factor;
    const step = stepOfCode(code, secret, now);
    if (step === undefined) throw wrongCode();
    await this.change(userId, { type: 'UseCode', data: { secret, step, ...proven } });
  }

  /** New recovery codes in place of the old ones. Throws DomainError `second_factor_off`. */
  async replaceRecoveryCodes(userId: string): Promise<readonly string[]> {
    const [codes, recoveryHashes] = freshCodes();
    await this.change(userId, { type: 'ReplaceRecoveryCodes', data: { recoveryHashes } });
    return codes;
  }

  /**
   * Turns the second step off. Does nothing while it is off. The events before it are hidden, so a
   * scavenge takes the secret off the disk.
   */
  async turnOff(userId: string, principalId = userId): Promise<void> {
    await this.change(userId, { type: 'TurnOffSecondFactor', data: {} }, principalId);
    const stream = factorStream(userId);
    let turnedOff: bigint | undefined;
    for await (const { type, revision } of this.store.read(stream))
      if (type === 'SecondFactorTurnedOff') turnedOff = revision;
    if (turnedOff !== undefined) await this.store.truncate(stream, turnedOff);
  }

  private async change(userId: string, asked: Asked<FactorCommand>, principalId = userId): Promise<void> {
    const command = { ...asked, metadata: { now: this.clock(), principalId } } as FactorCommand;
    await handleCommand(this.store, factorStream(userId), factorDecider, command);
  }
}

const withoutSpaces = (text: string): string => text.replace(/\s/g, '');

function freshCodes(): [codes: string[], hashes: string[]] {
  const codes = newRecoveryCodes();
  return [codes, codes.map((code) => recoveryHashOf(code) as string)];
}
