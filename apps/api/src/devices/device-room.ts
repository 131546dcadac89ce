import { atMost, DomainError, isDeviceOfImport } from '@app/domain';
import { isReadModelsUnavailable } from '@app/read-models';
import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SETTINGS } from '../ground/settings.module.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { UserDevices } from './user-devices.js';

/** What this process knows of one user's devices. */
interface KnownDevices {
  /** Devices in the tables, and how many of them the user did not remove. */
  ids: ReadonlySet<string>;
  shown: number;
  /** When the tables were read, in epoch ms. */
  readAt: number;
  reading: Promise<void> | undefined;
  /** Devices whose time is on its way to the tables, and since when, in epoch ms. */
  readonly reserved: Map<string, number>;
}

const REMEMBERED_USERS = 10_000;
/** The tables are read no sooner again for a user: an attacker invents a device with each call. */
const SHORTEST_AGE_MS = 10_000;
/** The projector needs milliseconds. A reservation is longer than most of its pauses. */
const RESERVED_MS = 10 * 60_000;

/**
 * Limits how many devices an account has. A device that has time in the tables always passes, also
 * when its user removed it from the list. Removed and erased devices do not count.
 *
 * A new device takes a place before its time is recorded. So calls at the same time cannot take
 * more places than there are. The places are in memory, so each API process counts for itself until
 * the tables show the device.
 *
 * While the tables do not answer, what they have is unknown, and a new device passes as long as its
 * process has places: an agent must not wait for the tables.
 */
@Injectable()
export class DeviceRoom {
  private readonly most: number;
  private readonly users = new LRUCache<string, KnownDevices>(atMost(REMEMBERED_USERS));

  constructor(
    private readonly devices: UserDevices,
    @Inject(SETTINGS) { mostDevices }: Pick<ApiSettings, 'mostDevices'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.most = mostDevices;
  }

  /**
   * Takes a place for a device, unless it has one. The result gives a new place back, for a call
   * that recorded nothing. Throws DomainError `too_many_devices`.
   */
  async take(userId: string, deviceId: string): Promise<() => void> {
    const known = this.knownOf(userId);
    if (isDeviceOfImport(deviceId) || hasPlace(known, deviceId)) return () => undefined;
    if (this.clock() - known.readAt >= SHORTEST_AGE_MS) await this.read(userId, known);
    // From here on nothing is awaited, so no other call takes the same place.
    if (hasPlace(known, deviceId)) return () => undefined;
    if (known.shown + known.reserved.size >= this.most) {
      throw new DomainError(
        'too_many_devices',
        `The account has ${this.most} devices. Remove one that is not used, then this one is taken.`,
      );
    }
    known.reserved.set(deviceId, this.clock());
    return () => known.reserved.delete(deviceId);
  }

  private knownOf(userId: string): KnownDevices {
    let known = this.users.get(userId);
    if (!known) {
      known = { ids: new Set(), shown: 0, readAt: -Infinity, reading: undefined, reserved: new Map() };
      this.users.set(userId, known);
    }
    return known;
  }

  /** Reads the tables, once for all calls that wait for them. */
  private read(userId: string, known: KnownDevices): Promise<void> {
    known.reading ??= this.readInto(userId, known).finally(() => (known.reading = undefined));
    return known.reading;
  }

  private async readInto(userId: string, known: KnownDevices): Promise<void> {
    const now = this.clock();
    try {
      const listed = await this.devices.list(userId, now);
      const counted = listed.filter(({ deviceId }) => !isDeviceOfImport(deviceId));
      known.ids = new Set(counted.map(({ deviceId }) => deviceId));
      known.shown = counted.filter(({ isHidden }) => !isHidden).length;
      known.readAt = now;
    } catch (error) {
      if (!isReadModelsUnavailable(error)) throw error;
    }
    for (const [deviceId, since] of known.reserved) {
      if (known.ids.has(deviceId) || now - since >= RESERVED_MS) known.reserved.delete(deviceId);
    }
  }
}

const hasPlace = ({ ids, reserved }: KnownDevices, deviceId: string): boolean =>
  ids.has(deviceId) || reserved.has(deviceId);
