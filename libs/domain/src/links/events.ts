import type { DomainEvent } from '../decider.js';

/**
 * What a one-time link does: `verify` the address of the account, set a password in place of a
 * forgotten one (`reset`), or `move` the account to another address.
 */
export const LINK_PURPOSES = ['verify', 'reset', 'move'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** How a link reaches its owner: by e-mail, or from the hands of the administrator. */
export const LINK_CARRIERS = ['mail', 'administrator'] as const;
export type LinkCarrier = (typeof LINK_CARRIERS)[number];

/**
 * A link was made. It takes the place of earlier links for the same purpose, but a mail takes no
 * place of a link of the administrator.
 */
export interface LinkMade extends DomainEvent {
  readonly type: 'LinkMade';
  readonly data: {
    readonly purpose: LinkPurpose;
    /** SHA-256 of the secret in the link, in hex. */
    readonly linkHash: string;
    /** The address that the link is about: for `move` the next one, otherwise the present one. */
    readonly email: string;
    /**
     * SHA-256 of the stored password hash when the link was made, or of an empty text. The link
     * ends when the password changes.
     */
    readonly passwordMark: string;
    readonly by: LinkCarrier;
    /** Epoch ms, exclusive. */
    readonly expiresAt: number;
  };
}

/** A link for this purpose was used. No earlier one for it works any more. */
export interface LinkUsed extends DomainEvent {
  readonly type: 'LinkUsed';
  readonly data: { readonly purpose: LinkPurpose };
}

/** The events of a `link-` stream. */
export type LinkEvent = LinkMade | LinkUsed;
