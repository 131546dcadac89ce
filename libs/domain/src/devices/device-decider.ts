import type { Command } from '../decider.js';
import { passingOver } from '../events/passing-over.js';
import { VersionedMap } from '../versioned-map.js';
import type { DeviceEvent } from './events.js';
import { readDeviceEvent } from './read-device-event.js';

export interface HideDevice extends Command {
  readonly type: 'HideDevice';
  readonly data: {
    readonly deviceId: string;
    /** The end of its newest time, epoch ms. */
    readonly lastSeen: number;
  };
}

/** When the user last hid each device, by its id, in epoch ms. */
export type HiddenDevices = ReadonlyMap<string, number>;

/**
 * The rules of a `device-` stream. To hide a hidden device gives no event. The caller checks that
 * the device exists: devices are found in recorded time.
 */
export const deviceDecider = passingOver<HiddenDevices, HideDevice, DeviceEvent>(readDeviceEvent, {
  initialState: new VersionedMap<string, number>(),

  decide({ data: { deviceId, lastSeen }, metadata: { now } }, hidden) {
    if (isHidden(hidden, { deviceId, lastSeen })) return [];
    // The device's clock may be ahead of ours. Its recorded time must not show it again.
    return [{ type: 'DeviceHidden', data: { deviceId, hiddenAt: Math.max(now, lastSeen) } }];
  },

  evolve: (hidden, { data: { deviceId, hiddenAt } }) => VersionedMap.of(hidden).with(deviceId, hiddenAt),
});

/**
 * Whether a device is hidden: the user hid it, and it has no time after that. `lastSeen` is the end
 * of its newest time, epoch ms. Older time that arrives late does not show the device again.
 */
export function isHidden(
  hidden: HiddenDevices,
  { deviceId, lastSeen }: { readonly deviceId: string; readonly lastSeen: number },
): boolean {
  const hiddenAt = hidden.get(deviceId);
  return hiddenAt !== undefined && lastSeen <= hiddenAt;
}
