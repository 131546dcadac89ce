import type { DomainEvent } from '../decider.js';

/** The user registered a passkey. Its private key never leaves the user’s device. */
export interface PasskeyAdded extends DomainEvent {
  readonly type: 'PasskeyAdded';
  readonly data: {
    /** The id by which the owner names and removes it. */
    readonly passkeyId: string;
    readonly name: string;
    /** The id that the browser knows, in base64url. */
    readonly credentialId: string;
    /** The public key as COSE, in base64url. */
    readonly publicKey: string;
    /** How often the device had signed with it. Always 0 on most devices. */
    readonly counter: number;
    /** Epoch ms. */
    readonly addedAt: number;
  };
}

/** A passkey signed the user in. */
export interface PasskeyUsed extends DomainEvent {
  readonly type: 'PasskeyUsed';
  readonly data: {
    readonly passkeyId: string;
    readonly counter: number;
    /** The day (UTC), `YYYY-MM-DD`. */
    readonly date: string;
    /** The SHA-256 of the challenge that it signed, and when that challenge ends (epoch ms). */
    readonly challengeHash: string;
    readonly challengeEndsAt: number;
  };
}

/** A passkey counted back: two devices may have its private key. It signs in no more. */
export interface PasskeyBlocked extends DomainEvent {
  readonly type: 'PasskeyBlocked';
  readonly data: { readonly passkeyId: string };
}

export interface PasskeyRenamed extends DomainEvent {
  readonly type: 'PasskeyRenamed';
  readonly data: { readonly passkeyId: string; readonly name: string };
}

export interface PasskeyRemoved extends DomainEvent {
  readonly type: 'PasskeyRemoved';
  readonly data: { readonly passkeyId: string };
}

/** The events of a `passkey-` stream. */
export type PasskeyEvent = PasskeyAdded | PasskeyUsed | PasskeyBlocked | PasskeyRenamed | PasskeyRemoved;
