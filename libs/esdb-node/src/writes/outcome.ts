import { type ExpectedRevision } from '../events.js';

/** Why a request was refused. The wire form of each is in wire/refusals.ts. */
export type Refusal =
  | {
      readonly kind: 'wrong-expected-version';
      readonly stream: string;
      readonly expected: ExpectedRevision;
      /** The last revision of the stream, NO_EVENTS when it has none. */
      readonly current: bigint;
    }
  | { readonly kind: 'stream-deleted'; readonly stream: string }
  | { readonly kind: 'access-denied'; readonly stream: string }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'maximum-append-size-exceeded'; readonly maximumBytes: number }
  | { readonly kind: 'missing-required-metadata-property' }
  | { readonly kind: 'bad-request'; readonly message: string }
  /** Its deadline had passed when its turn came; nothing was written. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' };

/** A request that was carried out, or that was found done before. */
export interface Written {
  readonly kind: 'written';
  readonly lastRevision: bigint;
  /** The position of the last event; undefined when the request held none. */
  readonly position: bigint | undefined;
}

export type WriteOutcome = Written | Refusal;
