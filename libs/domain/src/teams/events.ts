import type { DomainEvent } from '../decider.js';
import type { Sharing } from './sharing.js';

export interface TeamCreated extends DomainEvent {
  readonly type: 'TeamCreated';
  /**
   * `administratorId` is the user who created the team. An administrator shares nothing by default.
   */
  readonly data: { readonly administratorId: string; readonly name: string; readonly sharing: Sharing };
}

/** A secret was made that lets one user join. The event holds only its SHA-256. */
export interface MemberInvited extends DomainEvent {
  readonly type: 'MemberInvited';
  /** `expiresAt` (epoch ms) is the first moment at which the invitation is invalid. */
  readonly data: { readonly inviteHash: string; readonly expiresAt: number };
}

/**
 * A user joined by an invitation and agreed to share time from the day of `joinedAt` (epoch ms) on.
 */
export interface MemberJoined extends DomainEvent {
  readonly type: 'MemberJoined';
  readonly data: {
    readonly userId: string;
    readonly inviteHash: string;
    readonly agreed: Sharing;
    readonly joinedAt: number;
  };
}

/** A member agreed to another level of sharing, wider or narrower. */
export interface SharingAgreed extends DomainEvent {
  readonly type: 'SharingAgreed';
  readonly data: { readonly userId: string; readonly agreed: Sharing };
}

/** The member left, or was removed. */
export interface MemberLeft extends DomainEvent {
  readonly type: 'MemberLeft';
  readonly data: { readonly userId: string };
}

/** The administrator set the team's sharing. Each member still shares no more than agreed. */
export interface SharingChanged extends DomainEvent {
  readonly type: 'SharingChanged';
  readonly data: { readonly sharing: Sharing };
}

/** The administrator closed the team. Its members and reports are gone for all users. */
export interface TeamClosed extends DomainEvent {
  readonly type: 'TeamClosed';
  readonly data: Record<string, never>;
}

/** The events of a `team-` stream. */
export type TeamEvent =
  TeamCreated | MemberInvited | MemberJoined | SharingAgreed | MemberLeft | SharingChanged | TeamClosed;
