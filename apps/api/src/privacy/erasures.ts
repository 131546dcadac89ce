import { randomUUID } from 'node:crypto';
import { type Erasure, erasureDecider, erasureStream, parseSlice, type Slice, type SpokenSlice } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { UserDevices } from '../devices/user-devices.js';
import { Accounts } from '../identity/accounts.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/**
 * What users ask to erase. A request is durable when it resolves. The eraser beside the projector
 * does it.
 */
@Injectable()
export class Erasures {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly accounts: Accounts,
    private readonly taxonomies: Taxonomies,
    private readonly devices: UserDevices,
  ) {}

  /** The user's newest erasure, as far as it is. Undefined when there is none. */
  async newest(userId: string): Promise<Erasure | undefined> {
    const { state } = await readState(this.store, erasureStream(userId), erasureDecider);
    return state;
  }

  /**
   * Asks to erase a slice of the user's time. Resolves to the id of the erasure. `now` is epoch ms.
   * Throws DomainError as `parseSlice` does, `unknown_device` and `erasure_running`.
   */
  async eraseSlice(userId: string, said: SpokenSlice, now: number): Promise<string> {
    // A typing error must not look like an erasure.
    if (said.device !== undefined) await this.devices.find(userId, said.device, now);
    const { taxonomy, revision } = await this.taxonomies.read(userId);
    return this.request(userId, { now, taxonomyRevision: revision, slice: parseSlice(said, taxonomy) });
  }

  /**
   * Asks to erase the account with everything in it. Resolves to the id of the erasure. The account
   * is closed then: see `Accounts.close`. Throws DomainError
   * `erasure_running`.
   */
  async eraseAccount(userId: string, now: number): Promise<string> {
    const id = await this.request(userId, { now, taxonomyRevision: -1 });
    await this.accounts.close(userId, now);
    return id;
  }

  private async request(
    userId: string,
    { now, taxonomyRevision, slice }: { now: number; taxonomyRevision: number; slice?: Slice },
  ): Promise<string> {
    const data = { erasureId: randomUUID(), taxonomyRevision, ...(slice && { slice }) };
    const command = { type: 'RequestErasure', data, metadata: { now, principalId: userId } } as const;
    const { state } = await handleCommand(this.store, erasureStream(userId), erasureDecider, command);
    return state?.erasureId ?? data.erasureId;
  }
}
