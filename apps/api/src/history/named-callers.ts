import type { Caller } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { Applications } from '../identity/applications.js';

export const CALLER_KINDS = ['page', 'key', 'application', 'import'] as const;

/** What the user sent a change by, in words of people. */
export interface NamedCaller {
  readonly kind: (typeof CALLER_KINDS)[number];
  /** Undefined when the key was revoked, or the application is gone. */
  readonly name?: string;
}

const KINDS = { session: 'page', import: 'import', 'api-key': 'key', 'access-token': 'application' } as const;

/** Finds the names of keys and applications. */
@Injectable()
export class NamedCallers {
  constructor(
    private readonly accounts: Accounts,
    private readonly applications: Applications,
  ) {}

  /** Names callers of one user. */
  async of(userId: string): Promise<(by: Caller | undefined) => Promise<NamedCaller | null>> {
    const { keys } = await this.accounts.accountOf(userId);
    const nameOf = async (by: Caller): Promise<string | undefined> => {
      if (by.kind === 'api-key') return keys.find(({ keyId }) => keyId === by.id)?.name;
      if (by.kind === 'access-token') return (await this.applications.registrationOf(by.id))?.name;
      return undefined;
    };
    return async (by) => {
      if (!by) return null;
      const name = await nameOf(by);
      return { kind: KINDS[by.kind], ...(name !== undefined && { name }) };
    };
  }
}
