import { hoursOfSubject } from '../alerts/describe-alert.js';
import type { GoalDefinition } from './events.js';

/** The goal in words, as an alert is described: "At least 4 hours of Total Time per day". */
export function describeGoal({ aim, hours, per, subject }: GoalDefinition): string {
  return `${aim === 'at-least' ? 'At least' : 'At most'} ${hoursOfSubject(hours, subject)} per ${per}`;
}
