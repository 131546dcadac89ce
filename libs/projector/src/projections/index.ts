import type { Projection } from '../runtime/projection.js';
import { DEVICES } from './devices/devices-projection.js';
import { ACTIVITY } from './activity/activity-projection.js';

/** Every projection. docs/architecture.md says how to add one. */
export const PROJECTIONS: readonly Projection[] = [ACTIVITY, DEVICES];
