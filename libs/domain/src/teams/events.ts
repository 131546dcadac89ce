import type { DomainEvent } from '../decider.js';
import type { NamedInterval, Sharing } from './sharing.js';

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
 * A user joined by an invitation at `joinedAt` (epoch ms), and agreed to share later weeks.
 */
export interface MemberJoined extends DomainEvent {
  readonly type: 'MemberJoined';
  readonly data: {
    readonly userId: string;
    readonly inviteHash: string;
    readonly agreed: Sharing;
    readonly joinedAt: number;
    /**
     * Whether the member agreed that the other members, and users who are invited, see the address.
     * Absent in older events: then only the administrator sees it.
     */
    readonly isListed?: boolean;
  };
}

/** A user with the invitation did not want it. It lets no user in any more. It names no user. */
export interface InvitationDeclined extends DomainEvent {
  readonly type: 'InvitationDeclined';
  readonly data: { readonly inviteHash: string };
}

/** A member agreed to another level of sharing, wider or narrower. */
export interface SharingAgreed extends DomainEvent {
  readonly type: 'SharingAgreed';
  /** `isListed`: see `MemberJoined`. When it is absent, it stays as it was. */
  readonly data: { readonly userId: string; readonly agreed: Sharing; readonly isListed?: boolean };
}

/** What the team sees of one member by name: sums by level, category or activity. */
export interface SeenByName {
  readonly sharing: Exclude<Sharing, 'nothing'>;
  readonly by: NamedInterval;
  /** Epoch ms. Time before this local day, or before the next week, is not seen. */
  readonly agreedAt: number;
}

/** A member agreed to be seen by name. The member is in no cohort then. */
export interface SeenByNameAgreed extends DomainEvent {
  readonly type: 'SeenByNameAgreed';
  readonly data: SeenByName & { readonly userId: string };
}

/** A member stopped being seen by name. */
export interface SeenByNameEnded extends DomainEvent {
  readonly type: 'SeenByNameEnded';
  readonly data: { readonly userId: string };
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

/** The administrator closed the team. Its members and tables are gone for all users. */
export interface TeamClosed extends DomainEvent {
  readonly type: 'TeamClosed';
  readonly data: Record<string, never>;
}

/** The events of a `team-` stream. */
export type TeamEvent =
  | TeamCreated
  | MemberInvited
  | MemberJoined
  | InvitationDeclined
  | SharingAgreed
  | SeenByNameAgreed
  | SeenByNameEnded
  | MemberLeft
  | SharingChanged
  | TeamClosed;
