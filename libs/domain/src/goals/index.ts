export type { Goal, GoalDefinition, GoalEvent } from './events.js';
export { GOAL_LIMITS, type GoalCommand, goalDecider, type Goals } from './goal-decider.js';
export { daysOfWeekSoFar, isMet } from './goal-progress.js';
export { readGoalEvent } from './read-goal-event.js';
