import {
  addDays,
  deviceDecider,
  deviceStream,
  DomainError,
  isHidden,
  localDateOfUtcMs,
  type LocalDate,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import type { DeviceTime, ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';

/** A device of a user, and whether its owner hides it. */
export interface UserDevice extends DeviceTime {
  readonly isHidden: boolean;
}

/** The list shows the time of so many local days. */
const DAYS_OF_THE_LIST = 30;

/**
 * The devices on which users' time was recorded. They are found in that time, so a device without
 * time is not in the list.
 */
@Injectable()
export class UserDevices {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /** All devices of a user, the one with the newest time first. `now`: epoch ms. */
  async list(userId: string, now: number): Promise<UserDevice[]> {
    const [devices, { state: hidden }] = await Promise.all([
      this.readModels.readDevices({ userId, since: firstDayOfList(now) }),
      readState(this.store, deviceStream(userId), deviceDecider),
    ]);
    return devices.map((device) => ({ ...device, isHidden: isHidden(hidden, device) }));
  }

  /** A device of the user, hidden or not. Throws DomainError `unknown_device`. `now`: epoch ms. */
  async find(userId: string, deviceId: string, now: number): Promise<DeviceTime> {
    const devices = await this.readModels.readDevices({ userId, since: firstDayOfList(now) });
    const device = devices.find((one) => one.deviceId === deviceId);
    if (!device) throw new DomainError('unknown_device', 'There is no such device.');
    return device;
  }

  /** Hides a device; its time stays. Throws DomainError `unknown_device`. `now`: epoch ms. */
  async hide(userId: string, deviceId: string, now: number): Promise<void> {
    const device = await this.find(userId, deviceId, now);
    await handleCommand(this.store, deviceStream(userId), deviceDecider, {
      type: 'HideDevice',
      data: { deviceId, lastSeen: device.lastSeen },
      metadata: { now, principalId: userId },
    });
  }
}

/**
 * Today in the account's zone may be the day before or after today in UTC. So the list may show one
 * day more or less.
 */
const firstDayOfList = (now: number): LocalDate => addDays(localDateOfUtcMs(now), 1 - DAYS_OF_THE_LIST);
