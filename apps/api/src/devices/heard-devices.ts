import { Inject, Injectable } from '@nestjs/common';
import { atMost } from '@app/domain';
import { LRUCache } from 'lru-cache';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** What a device last told of itself. Moments are epoch ms. */
export interface HeardDevice {
  /** When its agent last called. */
  readonly heardAt: number;
  /** What waited on it then, without what that call brought. Missing: the agent did not say. */
  readonly waiting?: Waiting | undefined;
}

/** Records that wait on a device for a later call. */
export interface Waiting {
  readonly records: number;
  /** The begin of the oldest one, epoch ms. */
  readonly oldestAt?: number | undefined;
}

const REMEMBERED_USERS = 10_000;
/** A key of the kind agent may name any device, so a user's devices are limited too. */
const REMEMBERED_DEVICES = 100;

/**
 * When this process last heard of each device, and what waited there. It is for display alone: the
 * agent of any of the user's devices may say it. It is in memory, because it changes with each
 * call, and each agent says it again within minutes of a start.
 */
@Injectable()
export class HeardDevices {
  private readonly users = new LRUCache<string, Map<string, HeardDevice>>(atMost(REMEMBERED_USERS));

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Notes that a device called. A call that says nothing of what waits leaves that as it was. */
  note(userId: string, deviceId: string, waiting?: Waiting): void {
    const devices = this.users.get(userId) ?? new Map<string, HeardDevice>();
    this.users.set(userId, devices);
    const heardAt = this.clock();
    const before = devices.get(deviceId);
    // A Map keeps the order of insertion, so the first one was heard of longest ago.
    devices.delete(deviceId);
    devices.set(deviceId, { heardAt, waiting: waiting ? notAhead(waiting, heardAt) : before?.waiting });
    for (const [oldest] of devices) {
      if (devices.size <= REMEMBERED_DEVICES) break;
      devices.delete(oldest);
    }
  }

  /** What was heard of a device since the start of this process. */
  of(userId: string, deviceId: string): HeardDevice | undefined {
    return this.users.get(userId)?.get(deviceId);
  }
}

/** The device's clock may be ahead. No page shows time that waits since a later day. */
const notAhead = ({ records, oldestAt }: Waiting, now: number): Waiting => ({
  records,
  oldestAt: records === 0 || oldestAt === undefined ? undefined : Math.min(oldestAt, now),
});
