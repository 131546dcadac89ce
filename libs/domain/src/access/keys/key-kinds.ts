/**
 * The kinds of API keys. `read` reads reports and feeds, and may be published. `read_post` may also
 * post what the documented API takes. `agent` does what a workstation agent needs. `full` does all
 * that its owner may do.
 */
export const KEY_KINDS = ['read', 'read_post', 'agent', 'full'] as const;

export type KeyKind = (typeof KEY_KINDS)[number];

/** The kind of a key when its maker names none: what a client of the documented API needs. */
export const DEFAULT_KEY_KIND: KeyKind = 'read_post';

/** What a key may do, and until when. */
export interface KeyTerms {
  /** Absent for a key from before there were kinds. It does all that its owner may do. */
  readonly keyKind?: KeyKind;
  /** Epoch ms, exclusive. A key without it works until it is revoked. */
  readonly expiresAt?: number;
}

/** Whether a text is the name of a kind. */
export const isKeyKind = (text: unknown): text is KeyKind => (KEY_KINDS as readonly unknown[]).includes(text);

/**
 * Whether a key opens a route that is for keys of these kinds. A `full` key opens every route of
 * its owner, and so does a key from before there were kinds.
 */
export const opensRouteFor = (kinds: readonly KeyKind[], { keyKind }: Pick<KeyTerms, 'keyKind'>): boolean =>
  keyKind === undefined || keyKind === 'full' || kinds.includes(keyKind);

/** Whether a key has stopped working by itself at `now` (epoch ms). */
export const isExpired = ({ expiresAt }: Pick<KeyTerms, 'expiresAt'>, now: number): boolean =>
  expiresAt !== undefined && now >= expiresAt;
