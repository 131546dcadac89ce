import { Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { csrfTokenOf } from './csrf.js';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { Sessions } from '../identity/sessions.js';
import type { Visitor } from '../pages/page.js';

/** Who looks at a page behind `SessionGuard`. */
@Injectable()
export class Visitors {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
  ) {}

  async of(request: GuardedRequest): Promise<Visitor> {
    const { email } = await this.accounts.accountOf(principalOf(request).userId);
    return { email, csrf: csrfTokenOf(this.sessions.secretOf(request) ?? '') };
  }
}
