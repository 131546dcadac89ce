export type { Schedule, ScheduleDefinition, ScheduleEvent, ScheduleRange } from './events.js';
export {
  rangesOfSchedule,
  SCHEDULE_LIMITS,
  type ScheduleCommand,
  scheduleDecider,
  type Schedules,
} from './schedule-decider.js';
export { isWithinRanges, weeklyRanges } from './weekly-ranges.js';
