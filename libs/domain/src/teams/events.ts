import type { DomainEvent } from '../decider.js';
import type { Sharing } from './sharing.js';

export interface TeamCreated extends DomainEvent {
  readonly type: 'TeamCreated';
  /** `administratorId` is the user who created it. Who administers a team shares nothing by that. */
  readonly data: { readonly administratorId: string; readonly name: string; readonly sharing: Sharing };
}

/** A secret was made that lets one user join; of the secret only its SHA-256. */
export interface MemberInvited extends DomainEvent {
  readonly type: 'MemberInvited';
  /** `expiresAt` in epoch ms: from then on it opens nothing. */
  readonly data: { readonly inviteHash: string; readonly expiresAt: number };
}

/** A user used an invitation up, and agreed to this much sharing of their time from the day of `joinedAt` (epoch ms). */
export interface MemberJoined extends DomainEvent {
  readonly type: 'MemberJoined';
  readonly data: {
    readonly userId: string;
    readonly inviteHash: string;
    readonly agreed: Sharing;
    readonly joinedAt: number;
  };
}

/** A member agrees to this much sharing, more or less than before. */
export interface SharingAgreed extends DomainEvent {
  readonly type: 'SharingAgreed';
  readonly data: { readonly userId: string; readonly agreed: Sharing };
}

/** The member left, or was removed. */
export interface MemberLeft extends DomainEvent {
  readonly type: 'MemberLeft';
  readonly data: { readonly userId: string };
}

/** What the administrator wants shared. What a member shares is no more than they agreed to. */
export interface SharingChanged extends DomainEvent {
  readonly type: 'SharingChanged';
  readonly data: { readonly sharing: Sharing };
}

/** Nobody sees anything of the team any more. */
export interface TeamClosed extends DomainEvent {
  readonly type: 'TeamClosed';
  readonly data: Record<string, never>;
}

/** The events of a `team-` stream. */
export type TeamEvent =
  TeamCreated | MemberInvited | MemberJoined | SharingAgreed | MemberLeft | SharingChanged | TeamClosed;
