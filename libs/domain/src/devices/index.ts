export { type DeviceDayRow, deviceDayRows } from './device-day-rows.js';
export { deviceDecider, type HiddenDevices, type HideDevice, isHidden } from './device-decider.js';
export type { DeviceEvent, DeviceHidden } from './events.js';
export { DEVICE_EVENTS, readDeviceEvent } from './read-device-event.js';
