import type { Sharing } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { peopleOf } from './people-of.js';
import { Teams } from './teams.js';

/** What a user sees of a team before joining it. */
export interface Invitation {
  readonly name: string;
  /** The address of the administrator, who invites. */
  readonly invitedBy: string;
  readonly sharing: Sharing;
  /** The addresses of the members who agreed to be listed, and the number of the others. */
  readonly members: readonly string[];
  readonly unlisted: number;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** Shows invitations. */
@Injectable()
export class Invitations {
  constructor(
    private readonly teams: Teams,
    private readonly accounts: Accounts,
  ) {}

  /** Throws DomainError `unknown_invitation`. */
  async read(token: string): Promise<Invitation> {
    const { team, expiresAt } = await this.teams.invitation(token);
    const people = await peopleOf(this.accounts, team.members.values());
    const listed = people.filter(({ member }) => member.isListed === true || member.named !== undefined);
    const members = listed.map(({ account }) => account.email);
    const { email: invitedBy } = await this.accounts.accountOf(team.administratorId);
    return {
      name: team.name,
      invitedBy,
      sharing: team.sharing,
      members,
      unlisted: people.length - members.length,
      expiresAt,
    };
  }
}
