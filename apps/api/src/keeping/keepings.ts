import { type Keeping, keepingDecider, keepingStream, keptMonths } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../ground/settings.module.js';
import { EVENT_STORE } from '../stores/tokens.js';

/** How long the time of a user is kept, in months. Null: for ever. */
export interface HowLong {
  /** What the user chose. */
  readonly chosen: number | null;
  /** What the administrator allows at most. */
  readonly longest: number | null;
  /** What counts: the shorter of the two. */
  readonly kept: number | null;
  /** When time is erased by its age for the first time, epoch ms. Null: it was not announced. */
  readonly firstErasureAt: number | null;
  /** All time of the local days before this one is erased, or on its way. */
  readonly erasedBefore: string | null;
}

/** How long the time of users is kept. A reactor beside the projector erases what is older. */
@Injectable()
export class Keepings {
  private readonly longest: number | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(SETTINGS) { longestKeptMonths }: Pick<ApiSettings, 'longestKeptMonths'>,
  ) {
    this.longest = longestKeptMonths;
  }

  async of(userId: string): Promise<HowLong> {
    return this.shown((await readState(this.store, keepingStream(userId), keepingDecider)).state);
  }

  /** Throws DomainError `invalid_months`. `now` is epoch ms. */
  async choose(userId: string, months: number | null, now: number): Promise<HowLong> {
    const data = { months, longest: this.longest };
    const command = { type: 'ChooseKeeping', data, metadata: { now, principalId: userId } } as const;
    return this.shown((await handleCommand(this.store, keepingStream(userId), keepingDecider, command)).state);
  }

  private shown(keeping: Keeping): HowLong {
    const { chosen, announced, erasedBefore = null } = keeping;
    const kept = keptMonths(keeping, this.longest);
    const firstErasureAt = announced !== undefined && announced.months === kept ? announced.firstAt : null;
    return { chosen, longest: this.longest ?? null, kept, firstErasureAt, erasedBefore };
  }
}
