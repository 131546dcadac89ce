import type { ProductivityLevel } from '../taxonomy/index.js';
import type { AlertDefinition, AlertSubject } from './events.js';

const LEVELS: Record<ProductivityLevel, string> = {
  2: 'Very Productive Time',
  1: 'Productive Time',
  0: 'Neutral Time',
  [-1]: 'Distracting Time',
  [-2]: 'Very Distracting Time',
};

/**
 * The alert in words: "More than 4.5 hours of Very Productive Time per day". Source: the documented Alerts Feed API,
 * `description` of `op=list`; the wording is ours.
 */
export function describeAlert({ comparison, hours, subject }: AlertDefinition): string {
  return `${comparison === 'more-than' ? 'More' : 'Less'} than ${hoursText(hours)} of ${subjectText(subject)} per day`;
}

/**
 * That the alert was reached, in words: "You spent 4.5 hours on Very Productive Time.", as recorded, of more than that;
 * "You spent less than 2 hours on vim." (our choice: nothing is recorded).
 */
export function describeTrigger({ comparison, hours, subject }: AlertDefinition): string {
  return `You spent ${comparison === 'less-than' ? 'less than ' : ''}${hoursText(hours)} on ${subjectText(subject)}.`;
}

const hoursText = (hours: number): string => `${hours} ${hours === 1 ? 'hour' : 'hours'}`;

function subjectText(subject: AlertSubject): string {
  switch (subject.kind) {
    case 'activity':
    case 'overview':
      return subject.name;
    case 'category':
      return subject.category;
    case 'level':
      return LEVELS[subject.productivity];
    case 'all-productive':
      return 'All Productive Time';
    case 'all-distracting':
      return 'All Distracting Time';
    case 'total':
      return 'Total Time';
  }
}
