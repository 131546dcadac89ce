import type { Command } from '../decider.js';
import { passingOver } from '../log/passing-over.js';
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

/** By device id, when the user hid it the last time, epoch ms. */
export type HiddenDevices = ReadonlyMap<string, number>;

/**
 * The rules of a `device-` stream. To hide a device that is hidden gives no event. Which devices there are, the caller knows:
 * they are found in recorded time, not here.
 */
export const deviceDecider = passingOver<HiddenDevices, HideDevice, DeviceEvent>(readDeviceEvent, {
  initialState: new Map<string, number>(),

  decide({ data: { deviceId, lastSeen }, metadata: { now } }, hidden) {
    if (isHidden(hidden, { deviceId, lastSeen })) return [];
    // A workstation's clock may be ahead of ours: what it has recorded so far is hidden all the same.
    return [{ type: 'DeviceHidden', data: { deviceId, hiddenAt: Math.max(now, lastSeen) } }];
  },

  evolve: (hidden, { data: { deviceId, hiddenAt } }) => new Map(hidden).set(deviceId, hiddenAt),
});

/**
 * Whether a device is hidden: it was hidden, and has no time after that. `lastSeen`: the end of its newest time, epoch ms.
 * Time of before that arrives later does not show it again.
 */
export function isHidden(
  hidden: HiddenDevices,
  { deviceId, lastSeen }: { readonly deviceId: string; readonly lastSeen: number },
): boolean {
  const hiddenAt = hidden.get(deviceId);
  return hiddenAt !== undefined && lastSeen <= hiddenAt;
}
