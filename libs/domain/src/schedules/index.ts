export type { Schedule, ScheduleDefinition, ScheduleEvent, ScheduleRange } from './events.js';
export { readScheduleEvent } from './read-schedule-event.js';
export {
  rangesOfSchedule,
  SCHEDULE_LIMITS,
  type ScheduleCommand,
  scheduleDecider,
  type Schedules,
} from './schedule-decider.js';
export { isWithinRanges, weekdayOf, weeklyRanges } from './weekly-ranges.js';
