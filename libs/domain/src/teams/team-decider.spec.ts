import type { Asked } from '../decider.js';
import type { TeamEvent } from './events.js';
import { membershipDecider, MOST_LISTED_TEAMS } from './membership-decider.js';
import type { Sharing } from './sharing.js';
import { invitingTeam, sharedBy, teamOf } from './team.js';
import { INVITATION_MS, TEAM_LIMITS, type TeamCommand, teamDecider } from './team-decider.js';

type When = Asked<TeamCommand>;

const NOW = 1_000;
const stateOf = (given: readonly TeamEvent[]) => given.reduce(teamDecider.evolve, teamDecider.initialState);
/** given events / when a user asks / then these events */
const decide = (given: readonly TeamEvent[], principalId: string, when: When, now = NOW) =>
  teamDecider.decide({ ...when, metadata: { now, principalId } }, stateOf(given));

/** A command of a user. */
type Asks = readonly [who: string, when: When];

const created: TeamEvent = {
  type: 'TeamCreated',
  data: { administratorId: 'boss', name: 'Crew', sharing: 'categories' },
};
const invited = (inviteHash: string, expiresAt = NOW + INVITATION_MS): TeamEvent => ({
  type: 'MemberInvited',
  data: { inviteHash, expiresAt },
});
const joined = (userId: string, agreed: Sharing = 'categories'): TeamEvent => ({
  type: 'MemberJoined',
  data: { userId, inviteHash: `of ${userId}`, agreed, joinedAt: NOW, isListed: true },
});
const declined: TeamEvent = { type: 'InvitationDeclined', data: { inviteHash: 'h' } };
const left = (userId: string): TeamEvent => ({ type: 'MemberLeft', data: { userId } });
const named = (sharing: Exclude<Sharing, 'nothing'>): TeamEvent => ({
  type: 'SeenByNameAgreed',
  data: { userId: 'ann', sharing, by: 'week', agreedAt: NOW },
});
const unnamed: TeamEvent = { type: 'SeenByNameEnded', data: { userId: 'ann' } };
const set = (sharing: Sharing): TeamEvent => ({ type: 'SharingChanged', data: { sharing } });
const closed: TeamEvent = { type: 'TeamClosed', data: {} };

const CREATE: When = { type: 'CreateTeam', data: { name: 'Crew', sharing: 'categories' } };
const INVITE: When = { type: 'InviteMember', data: { inviteHash: 'h' } };
const decline = (inviteHash = 'h'): When => ({ type: 'DeclineInvitation', data: { inviteHash } });
const accept = (agreed: Sharing = 'categories', inviteHash = 'h'): When => ({
  type: 'AcceptInvitation',
  data: { inviteHash, agreed },
});
const agree = (agreed: Sharing): When => ({ type: 'AgreeToSharing', data: { agreed } });
const LEAVE: When = { type: 'LeaveTeam', data: {} };
const STOP: When = { type: 'StopBeingNamed', data: {} };
const name = (sharing: Exclude<Sharing, 'nothing'>): When => ({
  type: 'AgreeToBeNamed',
  data: { sharing, by: 'week' },
});
const remove = (userId: string): When => ({ type: 'RemoveMember', data: { userId } });
const share = (sharing: Sharing): When => ({ type: 'ChangeSharing', data: { sharing } });
const CLOSE: When = { type: 'CloseTeam', data: {} };

const SMALL = [created, joined('ann')];

describe('a team', () => {
  it.each<[title: string, given: TeamEvent[], asks: Asks, then: TeamEvent[]]>([
    ['is administered by who creates it, who is no member by that', [], ['boss', CREATE], [created]],
    ['invites for seven days', [created], ['boss', INVITE], [invited('h')]],
    [
      'is joined with an invitation, at what the user agrees to',
      [created, invited('h')],
      ['ann', accept('levels')],
      [
        {
          type: 'MemberJoined',
          data: { userId: 'ann', inviteHash: 'h', agreed: 'levels', joinedAt: NOW, isListed: true },
        },
      ],
    ],
    [
      'takes no agreement to more than is shared now',
      [created, invited('h')],
      ['ann', accept('activities')],
      [
        {
          type: 'MemberJoined',
          data: { userId: 'ann', inviteHash: 'h', agreed: 'categories', joinedAt: NOW, isListed: true },
        },
      ],
    ],
    ['ends an invitation that is declined, and notes no user', [created, invited('h')], ['ann', decline()], [declined]],
    ['has let in who asks again with the invitation they used', SMALL, ['ann', accept('levels', 'of ann')], []],
    [
      'may have its administrator as a member',
      [created, invited('of boss')],
      ['boss', accept('categories', 'of boss')],
      [joined('boss')],
    ],
    [
      'lets a member agree to less',
      SMALL,
      ['ann', agree('levels')],
      [{ type: 'SharingAgreed', data: { userId: 'ann', agreed: 'levels', isListed: true } }],
    ],
    [
      'lets a member agree to what it shares now, and to no more',
      [...SMALL, set('activities'), set('levels')],
      ['ann', agree('activities')],
      [{ type: 'SharingAgreed', data: { userId: 'ann', agreed: 'levels', isListed: true } }],
    ],
    ['notes nothing when a member agrees again', SMALL, ['ann', agree('categories')], []],
    [
      'lists a member for the others when one who joined before that was asked agrees again',
      [created, { type: 'MemberJoined', data: { userId: 'ann', inviteHash: 'h', agreed: 'levels', joinedAt: NOW } }],
      ['ann', agree('levels')],
      [{ type: 'SharingAgreed', data: { userId: 'ann', agreed: 'levels', isListed: true } }],
    ],
    ['shows a member by name who wants that', SMALL, ['ann', name('levels')], [named('levels')]],
    ['notes nothing when the member wants that again', [...SMALL, named('levels')], ['ann', name('levels')], []],
    [
      'starts again when the member wants to show more',
      [...SMALL, named('levels')],
      ['ann', name('activities')],
      [named('activities')],
    ],
    ['shows a member by name no longer', [...SMALL, named('levels')], ['ann', STOP], [unnamed]],
    ['notes nothing when a member stops who was not shown', SMALL, ['ann', STOP], []],
    ['is left', SMALL, ['ann', LEAVE], [left('ann')]],
    ['removes a member', SMALL, ['boss', remove('ann')], [left('ann')]],
    ['shares something else', SMALL, ['boss', share('levels')], [set('levels')]],
    ['notes nothing when it shares that already', SMALL, ['boss', share('categories')], []],
    ['is closed', SMALL, ['boss', CLOSE], [closed]],
  ])('%s', (_title, given, asks, then) => expect(decide(given, ...asks)).toEqual(then));

  const full = Array.from({ length: TEAM_LIMITS.members }, (_, n) => joined(`m${n}`));
  const open = Array.from({ length: TEAM_LIMITS.openInvitations }, (_, n) => invited(`i${n}`));
  it.each<[code: string, title: string, given: TeamEvent[], asks: Asks]>([
    ['invalid_name', 'no name', [], ['boss', { type: 'CreateTeam', data: { name: '', sharing: 'levels' } }]],
    ['unknown_team', 'an outsider who leaves', SMALL, ['zoe', LEAVE]],
    ['unknown_team', 'an outsider who wants to be seen', SMALL, ['zoe', name('levels')]],
    ['unknown_member', 'an administrator who wants to be seen and is no member', SMALL, ['boss', name('levels')]],
    ['unknown_team', 'an outsider who invites', SMALL, ['zoe', INVITE]],
    ['unknown_team', 'an outsider who removes', SMALL, ['zoe', remove('ann')]],
    ['unknown_team', 'an outsider who changes the sharing', SMALL, ['zoe', share('activities')]],
    ['unknown_team', 'somebody who left', [...SMALL, left('ann')], ['ann', agree('levels')]],
    ['unknown_team', 'anybody once it is closed', [...SMALL, closed], ['boss', INVITE]],
    ['unknown_team', 'anybody where there is none', [], ['boss', CLOSE]],
    ['not_administrator', 'a member who invites', SMALL, ['ann', INVITE]],
    ['not_administrator', 'a member who removes', SMALL, ['ann', remove('ann')]],
    ['not_administrator', 'a member who changes the sharing', SMALL, ['ann', share('activities')]],
    ['not_administrator', 'a member who closes', SMALL, ['ann', CLOSE]],
    ['unknown_member', 'an administrator who leaves and is no member', SMALL, ['boss', LEAVE]],
    ['unknown_member', 'the removal of an outsider', SMALL, ['boss', remove('zoe')]],
    ['unknown_invitation', 'an invitation that was never made', [created], ['ann', accept()]],
    ['unknown_invitation', 'a declined invitation', [created, invited('h'), declined], ['ann', accept()]],
    ['unknown_invitation', 'a second decline', [created, invited('h'), declined], ['ann', decline()]],
    ['unknown_invitation', 'a decline of what another used', SMALL, ['zoe', decline('of ann')]],
    ['unknown_invitation', 'an invitation that expires now', [created, invited('h', NOW)], ['ann', accept()]],
    ['unknown_invitation', 'an invitation that another used', SMALL, ['zoe', accept('levels', 'of ann')]],
    ['unknown_invitation', 'an invitation of who left', [...SMALL, left('ann')], ['ann', accept('levels', 'of ann')]],
    ['unknown_invitation', 'an invitation to a closed team', [created, invited('h'), closed], ['ann', accept()]],
    ['already_member', 'a member who uses another invitation', [...SMALL, invited('h')], ['ann', accept()]],
    ['limit_reached', 'one member too many', [created, ...full, invited('h')], ['ann', accept()]],
    ['limit_reached', 'one invitation too many', [created, ...open], ['boss', INVITE]],
  ])('refuses with %s %s', (code, _title, given, asks) =>
    expect(() => decide(given, ...asks)).toThrow(expect.objectContaining({ code })),
  );

  it('has room for invitations again when the old ones expired', () =>
    expect(decide([created, ...open], 'boss', INVITE, NOW + INVITATION_MS)).toHaveLength(1));

  it('opens until the moment an invitation expires', () => {
    const team = stateOf([created, invited('h', 10)]);
    expect(invitingTeam(team, 'h', 9)).toMatchObject({ name: 'Crew' });
    expect(() => invitingTeam(team, 'h', 10)).toThrow(expect.objectContaining({ code: 'unknown_invitation' }));
  });
});

it('a closed team keeps its administrator, and later events change nothing', () => {
  expect(stateOf([created, joined('ann'), closed, joined('bob')])).toEqual({
    status: 'closed',
    administratorId: 'boss',
  });
});

describe('what a member shares', () => {
  const sharedAfter = (...events: TeamEvent[]) => {
    const team = teamOf(stateOf([created, ...events]), 'boss');
    return [...team.members.values()].map((member) => sharedBy(team, member));
  };

  it.each<[title: string, shared: Sharing[], events: TeamEvent[]]>([
    ['is what they agreed to', ['levels', 'categories'], [joined('ann', 'levels'), joined('bob')]],
    ['is not widened by the administrator', ['categories'], [joined('ann'), set('activities')]],
    ['is narrowed at once', ['nothing'], [joined('ann'), set('nothing')]],
    [
      'is wider when they agree to that',
      ['activities'],
      [joined('ann'), set('activities'), { type: 'SharingAgreed', data: { userId: 'ann', agreed: 'activities' } }],
    ],
    ['ends when they leave', ['categories'], [joined('ann'), joined('bob'), left('ann')]],
  ])('%s', (_title, shared, events) => expect(sharedAfter(...events)).toEqual(shared));
});

describe('the teams of a user', () => {
  const metadata = { now: NOW, principalId: 'ann' };
  const list = (listed: Set<string>, teamId: string) =>
    membershipDecider.decide({ type: 'ListTeam', data: { teamId }, metadata }, listed);

  it('are listed once, up to so many', () => {
    const event = { type: 'TeamListed', data: { teamId: 't' } } as const;
    expect(list(new Set(), 't')).toEqual([event]);
    expect(list(new Set(membershipDecider.evolve(membershipDecider.initialState, event)), 't')).toEqual([]);
    const full = new Set(Array.from({ length: MOST_LISTED_TEAMS }, (_, n) => `t${n}`));
    expect(list(full, 't0')).toEqual([]);
    expect(() => list(full, 't')).toThrow(expect.objectContaining({ code: 'limit_reached' }));
  });
});
