import { randomUUID } from 'node:crypto';
import {
  atMost,
  type Erasure,
  type ErasedRange,
  erasureDecider,
  erasureStream,
  parseSlice,
  type Slice,
  type SpokenSlice,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { UserDevices } from '../devices/user-devices.js';
import { Accounts } from '../identity/accounts.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/** A device that was off for a day may hold time of an activity that was erased meanwhile. */
const REMEMBERED_MS = 86_400_000;
const REMEMBERED_MOST = 20;
const USERS_MOST = 1_000;

/** An erasure of one activity. */
export type NamedRange = ErasedRange & { readonly activity: string };

/**
 * What users ask to erase. A request is durable when it resolves. The eraser beside the projector
 * does it.
 */
@Injectable()
export class Erasures {
  /**
   * The names of erased activities, for agents that still hold their time. In memory only: the name
   * must be in no file. So a restart forgets them.
   */
  private readonly named = new LRUCache<string, readonly NamedRange[]>(atMost(USERS_MOST));

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
    const slice = parseSlice(said, taxonomy);
    const id = await this.request(userId, { now, taxonomyRevision: revision, slice });
    this.remember(userId, { erasureId: id, requestedAt: now, ...slice });
    return id;
  }

  /** The erasures of single activities in the last 24 hours, if this process heard of them. */
  namedLately(userId: string, now: number): readonly NamedRange[] {
    return this.named.get(userId)?.filter(({ requestedAt }) => requestedAt > now - REMEMBERED_MS) ?? [];
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

  private remember(userId: string, { category, activity, ...range }: ErasedRange & Slice): void {
    if (activity === undefined || category !== undefined) return;
    const before = this.namedLately(userId, range.requestedAt);
    this.named.set(userId, [...before, { ...range, activity }].slice(-REMEMBERED_MOST));
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
