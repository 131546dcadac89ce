import type { DomainEvent } from '../decider.js';

/**
 * The user turned the second step of signing in on, and showed a right code of it. Every sign-in
 * with the password asks for a code from now on.
 */
export interface SecondFactorTurnedOn extends DomainEvent {
  readonly type: 'SecondFactorTurnedOn';
  readonly data: {
    /** The secret that the authenticator app has too, in Base32 without padding. */
    readonly secret: string;
    /** The step of the code that was shown: whole 30 s since 1970. No code up to it works again. */
    readonly step: number;
    /** SHA-256 in hex of each recovery code. */
    readonly recoveryHashes: readonly string[];
  };
}

/**
 * A person showed the right password. The browser got a random proof of that, once. A code may
 * follow with the proof.
 */
export interface PasswordShown extends DomainEvent {
  readonly type: 'PasswordShown';
  /** The SHA-256 of the proof, and when it was given, in epoch ms. */
  readonly data: { readonly proofHash: string; readonly at: number };
}

/** A code was used. No code up to this step works again. */
export interface SecondFactorCodeUsed extends DomainEvent {
  readonly type: 'SecondFactorCodeUsed';
  readonly data: {
    readonly step: number;
    /** The proof of the password that was used up, when the code signed the user in. */
    readonly proofHash?: string;
  };
}

/** A recovery code was used. It does not work again. */
export interface RecoveryCodeUsed extends DomainEvent {
  readonly type: 'RecoveryCodeUsed';
  /** `proofHash` as in SecondFactorCodeUsed. */
  readonly data: { readonly codeHash: string; readonly proofHash?: string };
}

/** The user got new recovery codes. The old ones do not work any more. */
export interface RecoveryCodesReplaced extends DomainEvent {
  readonly type: 'RecoveryCodesReplaced';
  readonly data: { readonly recoveryHashes: readonly string[] };
}

/** The password alone signs the user in again. */
export interface SecondFactorTurnedOff extends DomainEvent {
  readonly type: 'SecondFactorTurnedOff';
  readonly data: Record<string, never>;
}

/** The events of a `factor-` stream. */
export type FactorEvent =
  | SecondFactorTurnedOn
  | PasswordShown
  | SecondFactorCodeUsed
  | RecoveryCodeUsed
  | RecoveryCodesReplaced
  | SecondFactorTurnedOff;
