import { DomainError, type OpenedAccount, type TeamMember } from '@app/domain';
import type { Accounts } from '../identity/accounts.js';

/** A member with their account. */
export interface Person {
  readonly member: TeamMember;
  readonly account: OpenedAccount;
}

/** The members that still have an account, in the order of the team. */
export async function peopleOf(accounts: Accounts, members: Iterable<TeamMember>): Promise<Person[]> {
  const people: Person[] = [];
  for (const member of members) {
    try {
      people.push({ member, account: await accounts.accountOf(member.userId) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return people;
}
