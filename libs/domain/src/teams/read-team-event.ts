import { checkMoment, checkText, checkTexts, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { TeamEvent } from './events.js';
import { NAMED_INTERVALS, SHARING_LEVELS } from './sharing.js';

/** The events of `team-` streams. */
export const TEAM_EVENTS: EventEntries<TeamEvent> = {
  TeamCreated: { check: created, upcasters: [] },
  MemberInvited: { check: invited, upcasters: [] },
  MemberJoined: { check: joined, upcasters: [] },
  InvitationDeclined: { check: (data) => checkText(data, 'inviteHash'), upcasters: [] },
  SharingAgreed: { check: agreed, upcasters: [] },
  SeenByNameAgreed: { check: seenByName, upcasters: [] },
  SeenByNameEnded: { check: (data) => checkText(data, 'userId'), upcasters: [] },
  MemberLeft: { check: (data) => checkText(data, 'userId'), upcasters: [] },
  SharingChanged: { check: (data) => checkSharing(data, 'sharing'), upcasters: [] },
  TeamClosed: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readTeamEvent = readerOf<TeamEvent>(TEAM_EVENTS);

function created(data: Fields): void {
  checkTexts(data, 'administratorId', 'name');
  checkSharing(data, 'sharing');
}

function invited(data: Fields): void {
  checkText(data, 'inviteHash');
  checkMoment(data, 'expiresAt');
}

function joined(data: Fields): void {
  checkTexts(data, 'userId', 'inviteHash');
  checkSharing(data, 'agreed');
  checkMoment(data, 'joinedAt');
  checkListed(data);
}

function agreed(data: Fields): void {
  checkText(data, 'userId');
  checkSharing(data, 'agreed');
  checkListed(data);
}

function seenByName(data: Fields): void {
  checkText(data, 'userId');
  checkSharing(data, 'sharing');
  if (data.sharing === 'nothing') throw unreadable('sharing');
  if (!NAMED_INTERVALS.some((by) => by === data.by)) throw unreadable('by');
  checkMoment(data, 'agreedAt');
}

function checkListed({ isListed }: Fields): void {
  if (isListed !== undefined && typeof isListed !== 'boolean') throw unreadable('isListed');
}

function checkSharing(data: Fields, name: string): void {
  if (!SHARING_LEVELS.some((level) => level === data[name])) throw unreadable(name);
}
