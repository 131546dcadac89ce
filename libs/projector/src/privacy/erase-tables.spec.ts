import { ACTIVITY } from '../projections/activity/activity-projection.js';
import { DEVICES } from '../projections/devices/devices-projection.js';
import { slicedOf } from './erase-tables.js';

describe('the erasure of a slice of time', () => {
  it('deletes rows of recorded time only: other events of the day stay in the log, and so do their rows', () => {
    const moods = { ...DEVICES, name: 'moods', fold: { ...DEVICES.fold, erasedBy: 'account' as const } };
    expect(slicedOf([ACTIVITY, moods, DEVICES])).toEqual([ACTIVITY, DEVICES]);
  });
});
