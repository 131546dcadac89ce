export { type HeardEvent, PastDay } from './past-day.js';
export { PastRows } from './past-rows.js';
