import type { Projection } from '../runtime/projection.js';
import { DEVICES } from './devices/devices-projection.js';
import { ACTIVITY } from './activity/activity-projection.js';
import { followedStreams } from './streams/followed-streams.js';

/** Every projection. docs/architecture.md says how to add one. */
const ALL: readonly Projection[] = [ACTIVITY, DEVICES];

/** Every projection. The first one also parks unreadable events of streams that none folds. */
export const PROJECTIONS: readonly Projection[] = ALL.map((projection, n) =>
  n === 0 ? { ...projection, checks: followedStreams(ALL) } : projection,
);
