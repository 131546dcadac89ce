import type { DomainEvent } from '../decider.js';

/**
 * The user hid a device. Its time stays. The device shows again when it has time after `hiddenAt`:
 * a device that still records is in use, and its owner should see that.
 */
export interface DeviceHidden extends DomainEvent {
  readonly type: 'DeviceHidden';
  /** `hiddenAt`: epoch ms. */
  readonly data: { readonly deviceId: string; readonly hiddenAt: number };
}

/** The events of a `device-` stream. */
export type DeviceEvent = DeviceHidden;
