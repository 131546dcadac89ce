import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { Keys } from '../identity/keys.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { AgentConsents, type ShownCode } from './agent-consents.js';
import type { AgentKeyDto } from './agent-login.dto.js';
import type { LoginRequest } from './login-requests.js';

/** The keys that agents get for the consent of a person. They are of the kind `agent`. */
@Injectable()
export class AgentKeys {
  constructor(
    private readonly consents: AgentConsents,
    private readonly accounts: Accounts,
    private readonly keys: Keys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The key for a code from the browser. Throws ApiError `unknown_code`. */
  async exchange(shown: ShownCode): Promise<AgentKeyDto> {
    const { secret, deviceName } = await this.consents.contentOf(shown);
    return this.keyFor(secret, deviceName);
  }

  /**
   * The key for a request that a person allowed. Throws ApiError `sign_in_pending` before the
   * answer, `sign_in_refused` when the answer was no, or the key was fetched before.
   */
  async keyOf({ requestId, deviceName }: LoginRequest): Promise<AgentKeyDto> {
    const state = await this.consents.stateOf(requestId);
    if (state === 'open') throw new ApiError('sign_in_pending', 'The code was not entered yet.');
    if (state === 'ended') throw new ApiError('sign_in_refused', 'The sign-in was refused, or used before.');
    return this.keyFor(requestId, deviceName);
  }

  private async keyFor(secret: string, deviceName: string): Promise<AgentKeyDto> {
    const userId = await this.consents.use(secret);
    const { email } = await this.accounts.accountOf(userId);
    const { id, key, name } = await this.keys.make(userId, { name: deviceName, kind: 'agent' }, this.clock());
    return { id, key, name, email };
  }
}
