import { DomainError, scheduleDecider, type Schedules, scheduleStream } from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE } from '../stores/tokens.js';

/**
 * The schedules of users. Every request folds them from their short streams, so an answer is never
 * out of date.
 */
@Injectable()
export class UserSchedules {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async stateOf(userId: string): Promise<Schedules> {
    const { state } = await readState(this.store, scheduleStream(userId), scheduleDecider);
    return state;
  }

  /**
   * Throws DomainError `invalid_schedule` when the id is none of the user's schedules. Undefined is
   * no schedule, and right.
   */
  async require(userId: string, scheduleId: number | undefined): Promise<void> {
    if (scheduleId === undefined || (await this.stateOf(userId)).byId.has(scheduleId)) return;
    throw new DomainError('invalid_schedule', 'scheduleId must be the id of one of your schedules.');
  }
}
