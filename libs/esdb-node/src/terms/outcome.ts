import { type ExpectedRevision } from './events.js';

/** Why a request was refused. wire/refusals.ts has the wire form of each. */
export type Refusal =
  | {
      readonly kind: 'wrong-expected-version';
      readonly stream: string;
      readonly expected: ExpectedRevision;
      /** The last revision of the stream, or NO_EVENTS. */
      readonly current: bigint;
    }
  | { readonly kind: 'stream-deleted'; readonly stream: string }
  | { readonly kind: 'access-denied'; readonly stream: string }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'maximum-append-size-exceeded'; readonly maximumBytes: number }
  | { readonly kind: 'missing-required-metadata-property' }
  | { readonly kind: 'bad-request'; readonly message: string }
  /** The deadline had passed before the request was tried. Nothing was written. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' };

/** A request that was carried out now or before. */
export interface Written {
  readonly kind: 'written';
  readonly lastRevision: bigint;
  /** The position of the last event. Undefined for a request without events. */
  readonly position: bigint | undefined;
}

export type WriteOutcome = Written | Refusal;
