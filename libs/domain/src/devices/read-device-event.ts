import { checkText, checkWhole, type Fields } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { DeviceEvent } from './events.js';

/** The events of `device-` streams. */
export const DEVICE_EVENTS: EventEntries<DeviceEvent> = {
  DeviceHidden: { check: hidden, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readDeviceEvent = readerOf<DeviceEvent>(DEVICE_EVENTS);

/** The end of the year 2099. */
const LATEST_MS = Date.UTC(2100, 0);

function hidden(data: Fields): void {
  checkText(data, 'deviceId');
  checkWhole(data, 'hiddenAt', { min: 0, max: LATEST_MS });
}
