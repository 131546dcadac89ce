import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import type { FactorEvent, SecondFactorTurnedOn } from './events.js';
import { readFactorEvent } from './read-factor-event.js';

/** A command about the second step of signing in. */
interface FactorRequest<Type extends string, Data extends object> extends Command {
  readonly type: Type;
  readonly data: Data;
}

/** The sender has checked that `step` belongs to a code of `secret`. */
export type TurnOnSecondFactor = FactorRequest<'TurnOnSecondFactor', SecondFactorTurnedOn['data']>;
export type ShowPassword = FactorRequest<'ShowPassword', { readonly proofHash: string }>;

/** What a browser shows beside a code, to sign in. */
export interface PasswordProof {
  readonly proofHash: string;
  /** Proofs from before this moment (epoch ms) have ended: see `SignedOutEverywhere`. */
  readonly signedOutAt: number;
}

/** Without a proof, the user is signed in already. */
export type UseCode = FactorRequest<
  'UseCode',
  { readonly secret: string; readonly step: number; readonly proof?: PasswordProof }
>;
export type UseRecoveryCode = FactorRequest<
  'UseRecoveryCode',
  { readonly codeHash: string; readonly proof?: PasswordProof }
>;
export type ReplaceRecoveryCodes = FactorRequest<
  'ReplaceRecoveryCodes',
  { readonly recoveryHashes: readonly string[] }
>;
export type TurnOffSecondFactor = FactorRequest<'TurnOffSecondFactor', Record<string, never>>;

export type FactorCommand =
  TurnOnSecondFactor | ShowPassword | UseCode | UseRecoveryCode | ReplaceRecoveryCodes | TurnOffSecondFactor;

/** The second step of a user, while it is on. */
export interface SecondFactorOn {
  readonly status: 'on';
  /** In Base32 without padding. */
  readonly secret: string;
  /** The newest step whose code was used. Only later steps are accepted. */
  readonly lastStep: number;
  /** The recovery codes that were not used, as SHA-256 in hex. */
  readonly recoveryHashes: readonly string[];
  /** When each proof of the password was given, in epoch ms: the newest ten that were not used. */
  readonly proofs: ReadonlyMap<string, number>;
}

export type SecondFactor = { readonly status: 'off' } | SecondFactorOn;

/** A proof of the password works for ten minutes. */
export const PROOF_MS = 10 * 60_000;
const MOST_PROOFS = 10;

/**
 * The rules of a `factor-` stream. A code and a recovery code work once each: the stream decides,
 * so this holds for requests at the same time and in several processes.
 *
 * Refuses with `second_factor_on` (it is on already), `second_factor_off` (there is none),
 * `wrong_code`, and `password_needed` (the proof was used, has ended, or was never given).
 *
 * Source: RFC 6238 section 5.2, "The verifier MUST NOT accept the second attempt of the OTP after
 * the successful validation has been issued for the first OTP".
 */
export const factorDecider = refusingUnreadable<SecondFactor, FactorCommand, FactorEvent>(readFactorEvent, {
  initialState: { status: 'off' },

  decide(command, factor) {
    if (command.type === 'TurnOnSecondFactor') {
      if (factor.status === 'on') throw new DomainError('second_factor_on', 'Your second step is on already.');
      return [{ type: 'SecondFactorTurnedOn', data: command.data }];
    }
    if (command.type === 'TurnOffSecondFactor') {
      return factor.status === 'off' ? [] : [{ type: 'SecondFactorTurnedOff', data: {} }];
    }
    if (factor.status === 'off') throw new DomainError('second_factor_off', 'There is no second step to sign in.');
    return used(command, factor);
  },

  evolve(factor, { type, data }) {
    if (type === 'SecondFactorTurnedOn') {
      const { secret, step: lastStep, recoveryHashes } = data;
      return { status: 'on', secret, lastStep, recoveryHashes, proofs: new Map() };
    }
    if (type === 'SecondFactorTurnedOff') return { status: 'off' };
    if (factor.status === 'off') return factor;
    switch (type) {
      case 'PasswordShown':
        return {
          ...factor,
          proofs: new Map([...factor.proofs, [data.proofHash, data.at] as const].slice(-MOST_PROOFS)),
        };
      case 'SecondFactorCodeUsed':
        return { ...withoutProof(factor, data.proofHash), lastStep: Math.max(factor.lastStep, data.step) };
      case 'RecoveryCodeUsed': {
        const recoveryHashes = factor.recoveryHashes.filter((hash) => hash !== data.codeHash);
        return { ...withoutProof(factor, data.proofHash), recoveryHashes };
      }
      case 'RecoveryCodesReplaced':
        return { ...factor, recoveryHashes: data.recoveryHashes };
    }
  },
});

function used(
  { type, data, metadata }: Exclude<FactorCommand, TurnOnSecondFactor | TurnOffSecondFactor>,
  factor: SecondFactorOn,
): FactorEvent[] {
  switch (type) {
    case 'ShowPassword':
      return [{ type: 'PasswordShown', data: { proofHash: data.proofHash, at: metadata.now } }];
    case 'UseCode':
      checkProof(factor, data.proof, metadata.now);
      // The secret may have changed since the sender checked the code.
      if (data.secret !== factor.secret || data.step <= factor.lastStep) throw wrongCode();
      return [{ type: 'SecondFactorCodeUsed', data: { step: data.step, ...usedProof(data.proof) } }];
    case 'UseRecoveryCode':
      checkProof(factor, data.proof, metadata.now);
      if (!factor.recoveryHashes.includes(data.codeHash)) throw wrongCode();
      return [{ type: 'RecoveryCodeUsed', data: { codeHash: data.codeHash, ...usedProof(data.proof) } }];
    case 'ReplaceRecoveryCodes':
      return [{ type: 'RecoveryCodesReplaced', data }];
  }
}

const usedProof = (proof: PasswordProof | undefined) => (proof ? { proofHash: proof.proofHash } : {});

/** Throws DomainError `password_needed` when the proof does not hold at `now` (epoch ms). */
export function checkProof({ proofs }: SecondFactorOn, proof: PasswordProof | undefined, now: number): void {
  if (!proof) return;
  const at = proofs.get(proof.proofHash);
  if (at !== undefined && at >= proof.signedOutAt && now < at + PROOF_MS) return;
  throw new DomainError('password_needed', 'Please enter your password again.');
}

function withoutProof(factor: SecondFactorOn, proofHash: string | undefined): SecondFactorOn {
  if (proofHash === undefined) return factor;
  const proofs = new Map(factor.proofs);
  proofs.delete(proofHash);
  return { ...factor, proofs };
}

/** The refusal of a code. It does not say whether the code was wrong, late or used before. */
export const wrongCode = (): DomainError =>
  new DomainError('wrong_code', 'The code is wrong, was used before, or its time has passed.');
