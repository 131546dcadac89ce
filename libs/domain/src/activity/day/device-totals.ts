import { Changes } from './changes.js';
import type { ActivityRecorded } from '../events.js';
import { type Interval, IntervalSet } from './interval-set.js';
import type { Piece } from './pieces.js';

/** What one device counted in a day. */
export interface DeviceTotal {
  readonly deviceId: string;
  readonly source: 'computers' | 'mobile';
  /** This and the next three are those of its newest time. An unknown `platform` is empty. */
  readonly machine: string;
  readonly osUser: string;
  readonly platform: string;
  readonly activity: string;
  /** Begin of its first and end of its newest time, epoch ms. Both are 0 when no time is left. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** 0 when all of its time was erased: such a total takes an earlier row away. */
  readonly durationMs: number;
  /** Log position of the newest event that changed this total. */
  readonly version: bigint;
}

/** Where counted time comes from: a device as one event describes it, or the user's own hand. */
export interface Origin {
  /** The time that is counted already: time of one device never counts twice. */
  readonly counted: IntervalSet;
  /** Undefined for time that the user entered. */
  readonly device: DeviceSum | undefined;
  readonly machine: string;
  readonly osUser: string;
  readonly platform: string;
}

/** An origin that is a device. */
export interface DeviceOrigin extends Origin {
  readonly device: DeviceSum;
}

/** A total that is still being summed. */
export interface DeviceSum {
  readonly deviceId: string;
  readonly source: 'computers' | 'mobile';
  readonly counted: IntervalSet;
  /** The ids of its spans. */
  readonly spanIds: Set<string>;
  firstSeen: number;
  lastSeen: number;
  durationMs: number;
  version: bigint;
  /** Where its newest time comes from, and its activity. */
  newest: Origin | undefined;
  activity: string;
  /** The origin of the event before: most events of a device describe it alike, and share one. */
  described: DeviceOrigin | undefined;
}

/** Counted time of one device. `newest` is what was active at its end. */
interface CountedTime extends Interval {
  readonly durationMs: number;
  readonly newest: { readonly activity: string };
}

/**
 * The devices of one day. Each has the union of its accepted spans: devices do not take time from
 * each other.
 *
 * Only counted time says when a device was first and last heard of. So it does not depend on when
 * events arrived, and it says nothing of erased time.
 */
export class DeviceTotals {
  private readonly sums = new Map<string, DeviceSum>();
  private readonly changes = new Changes<DeviceSum>();

  /** The origin of an event's time. */
  originOf({ deviceId, source, machine, osUser, platform = '' }: ActivityRecorded['data']): DeviceOrigin {
    const device = this.sumOf(deviceId, source);
    const { described } = device;
    if (described?.machine === machine && described.osUser === osUser && described.platform === platform) {
      return described;
    }
    const { counted } = device;
    return (device.described = { counted, device, machine, osUser, platform });
  }

  /** Whether any device has a span with the id. */
  hasSpan(id: string): boolean {
    for (const { spanIds } of this.sums.values()) if (spanIds.has(id)) return true;
    return false;
  }

  /** Forgets the ids of all spans. What they counted stays. */
  forgetSpanIds(): void {
    for (const { spanIds } of this.sums.values()) spanIds.clear();
  }

  /** Adds the new time of an event. Call it once for an event: a replay passes here for each. */
  add(origin: Origin, time: CountedTime, position: bigint): void {
    const { device } = origin;
    if (!device) return;
    grow(device, origin, time);
    this.changes.note(device, position);
  }

  /** Sums devices that lost time again, out of the time that is left of the day. */
  sumAgain(devices: ReadonlySet<DeviceSum>, left: Iterable<Piece<CountedTime['newest']>>, position: bigint): void {
    for (const device of devices) {
      Object.assign(device, { firstSeen: 0, lastSeen: 0, durationMs: 0, newest: undefined, activity: '' });
      this.changes.note(device, position);
    }
    for (const { origin, subject: newest, startMs, endMs } of left) {
      const { device } = origin;
      if (!device || !devices.has(device)) continue;
      grow(device, origin, { startMs, endMs, durationMs: endMs - startMs, newest });
    }
  }

  /** Totals that changed after the log position. */
  since(position: bigint): DeviceTotal[] {
    return this.changes.since(position).map((sum) => {
      const { deviceId, source, activity, firstSeen, lastSeen, durationMs, version, newest } = sum;
      const { machine = '', osUser = '', platform = '' } = newest ?? {};
      return { deviceId, source, machine, osUser, platform, activity, firstSeen, lastSeen, durationMs, version };
    });
  }

  private sumOf(deviceId: string, source: DeviceSum['source']): DeviceSum {
    const key = `${source} ${deviceId}`;
    let sum = this.sums.get(key);
    if (!sum) {
      sum = {
        ...{ deviceId, source, counted: new IntervalSet(), spanIds: new Set<string>() },
        ...{
          firstSeen: 0,
          lastSeen: 0,
          durationMs: 0,
          version: -1n,
          newest: undefined,
          activity: '',
          described: undefined,
        },
      };
      this.sums.set(key, sum);
    }
    return sum;
  }
}

function grow(device: DeviceSum, origin: Origin, { startMs, endMs, durationMs, newest }: CountedTime): void {
  if (device.durationMs === 0 || startMs < device.firstSeen) device.firstSeen = startMs;
  device.durationMs += durationMs;
  if (endMs <= device.lastSeen) return;
  device.lastSeen = endMs;
  device.newest = origin;
  device.activity = newest.activity;
}
