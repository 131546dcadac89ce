import {
  type Asked,
  DomainError,
  invitingTeam,
  membershipDecider,
  membershipStream,
  type OpenTeam,
  type Sharing,
  type Team,
  type TeamCommand,
  teamDecider,
  teamOf,
  teamStream,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { newSecret } from '../ground/secrets.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { isTeamId, newInvitationToken, readInvitationToken } from './invitation-token.js';

/** A team that a user is in, or administers. */
export interface UserTeam {
  readonly id: string;
  readonly team: OpenTeam;
}

/** The principal of a decline: the invitation itself. */
const DECLINED_BY = 'invitation';

/**
 * Teams and invitations. Every call folds their short streams, so a removed member is out at once.
 */
@Injectable()
export class Teams {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The teams that a user is in or administers, in the order in which the user came to them. */
  async listOf(userId: string): Promise<UserTeam[]> {
    const { state: listed } = await readState(this.store, membershipStream(userId), membershipDecider);
    const teams = await Promise.all([...listed].map(async (id) => ({ id, team: await this.read(id) })));
    return teams.flatMap(({ id, team }) => {
      const isTheirs = team.status === 'open' && (team.administratorId === userId || team.members.has(userId));
      return isTheirs ? [{ id, team }] : [];
    });
  }

  /**
   * A team, for one of its users. Throws DomainError `unknown_team`, also for a user outside of the
   * team.
   */
  async teamFor(id: string, userId: string): Promise<OpenTeam> {
    return teamOf(await this.read(id), userId);
  }

  /** Throws DomainError `unknown_team`, `not_administrator`. */
  async requireAdministrator(id: string, userId: string): Promise<void> {
    const { administratorId } = await this.teamFor(id, userId);
    if (administratorId === userId) return;
    throw new DomainError('not_administrator', 'Only the administrator of the team may do this.');
  }

  /** Throws DomainError `invalid_name`, `limit_reached`. */
  async create(userId: string, data: { name: string; sharing: Sharing }): Promise<UserTeam> {
    const id = newSecret();
    const create = { type: 'CreateTeam', data } as const;
    // The decision comes before any append, so a refused team leaves nothing behind.
    this.decide(userId, create, { status: 'none' });
    await this.list(userId, id);
    await this.change(id, userId, create);
    return { id, team: await this.teamFor(id, userId) };
  }

  /**
   * Makes a secret with which one user can join. Only the answer holds it. Throws DomainError as
   * the decider does.
   */
  async invite(id: string, userId: string): Promise<{ token: string; expiresAt: number }> {
    await this.teamFor(id, userId);
    const token = newInvitationToken(id);
    const { inviteHash } = invitationOf(token);
    const events = await this.change(id, userId, { type: 'InviteMember', data: { inviteHash } });
    for (const { type, data } of events) if (type === 'MemberInvited') return { token, expiresAt: data.expiresAt };
    throw new Error('An invitation was decided without its event.');
  }

  /** The team of an invitation, and when it expires. Throws DomainError `unknown_invitation`. */
  async invitation(token: string): Promise<{ team: OpenTeam; expiresAt: number }> {
    const { teamId, inviteHash } = invitationOf(token);
    const team = invitingTeam(await this.read(teamId), inviteHash, this.clock());
    return { team, expiresAt: team.invitations.get(inviteHash) as number };
  }

  /** Lets in a user who agrees to this much sharing. Throws DomainError as the decider does. */
  async accept(userId: string, token: string, agreed: Sharing): Promise<UserTeam> {
    const { teamId, inviteHash } = invitationOf(token);
    const accept = { type: 'AcceptInvitation', data: { inviteHash, agreed } } as const;
    this.decide(userId, accept, await this.read(teamId));
    // The user lists the team before they are in it. After a crash in between, the list has a team
    // that readers pass over.
    await this.list(userId, teamId);
    await this.change(teamId, userId, accept);
    return { id: teamId, team: await this.teamFor(teamId, userId) };
  }

  /**
   * Ends an invitation. The log keeps no id of a user who never joined. Throws DomainError
   * `unknown_invitation`.
   */
  async decline(token: string): Promise<void> {
    const { teamId, inviteHash } = invitationOf(token);
    await this.change(teamId, DECLINED_BY, { type: 'DeclineInvitation', data: { inviteHash } });
  }

  /** Throws DomainError as the decider does. */
  async change(id: string, userId: string, asked: Asked<TeamCommand>) {
    if (!isTeamId(id)) throw new DomainError('unknown_team', 'There is no such team.');
    return (await handleCommand(this.store, teamStream(id), teamDecider, this.commandOf(userId, asked))).events;
  }

  private async read(id: string): Promise<Team> {
    if (!isTeamId(id)) return { status: 'none' };
    return (await readState(this.store, teamStream(id), teamDecider)).state;
  }

  private async list(userId: string, teamId: string): Promise<void> {
    const metadata = { now: this.clock(), principalId: userId };
    const command = { type: 'ListTeam', data: { teamId }, metadata } as const;
    await handleCommand(this.store, membershipStream(userId), membershipDecider, command);
  }

  private decide(userId: string, asked: Asked<TeamCommand>, team: Team): void {
    teamDecider.decide(this.commandOf(userId, asked), team);
  }

  private commandOf(userId: string, asked: Asked<TeamCommand>): TeamCommand {
    return { ...asked, metadata: { now: this.clock(), principalId: userId } };
  }
}

/** Throws DomainError `unknown_invitation` for a text that is not a token. */
function invitationOf(token: string): { teamId: string; inviteHash: string } {
  const read = readInvitationToken(token);
  if (!read) throw new DomainError('unknown_invitation', 'The invitation is unknown, used, declined or expired.');
  return read;
}
