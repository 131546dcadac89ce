import { deviceDecider, type HiddenDevices, isHidden } from './device-decider.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const HOUR_MS = 3_600_000;

const hide = (hidden: HiddenDevices, deviceId: string, lastSeen: number, now = NOON) =>
  deviceDecider.decide(
    { type: 'HideDevice', data: { deviceId, lastSeen }, metadata: { now, principalId: 'tester' } },
    hidden,
  );
const after = (...events: ReturnType<typeof hide>): HiddenDevices =>
  events.reduce((hidden, event) => deviceDecider.evolve(hidden, event), deviceDecider.initialState);

describe('a device that is hidden', () => {
  const hidden = after(...hide(new Map(), 'laptop', NOON - HOUR_MS));

  it('stays hidden while it has no later time, also when older time arrives', () => {
    expect(new Map(hidden)).toEqual(new Map([['laptop', NOON]]));
    for (const lastSeen of [NOON - HOUR_MS, NOON])
      expect(isHidden(hidden, { deviceId: 'laptop', lastSeen })).toBe(true);
    expect(isHidden(hidden, { deviceId: 'desktop', lastSeen: NOON })).toBe(false);
  });

  it('gives no event when it is hidden again', () => {
    expect(hide(hidden, 'laptop', NOON - HOUR_MS, NOON + HOUR_MS)).toEqual([]);
  });

  it('shows again when it has time after that, and may be hidden again', () => {
    const lastSeen = NOON + 1;
    expect(isHidden(hidden, { deviceId: 'laptop', lastSeen })).toBe(false);
    const again = hide(hidden, 'laptop', lastSeen, NOON + HOUR_MS);
    expect(again).toEqual([{ type: 'DeviceHidden', data: { deviceId: 'laptop', hiddenAt: NOON + HOUR_MS } }]);
    expect(isHidden(after(...again), { deviceId: 'laptop', lastSeen })).toBe(true);
  });

  it('is hidden although its clock is ahead of ours', () => {
    expect(hide(new Map(), 'laptop', NOON + 60_000)).toMatchObject([{ data: { hiddenAt: NOON + 60_000 } }]);
  });
});
