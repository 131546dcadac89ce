export { type HeardEvent, PastDay } from './past-day.js';
export { PastLanes } from './past-lanes.js';
export { PastRows } from './past-rows.js';
