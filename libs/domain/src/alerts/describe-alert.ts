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
 * The alert in words: "More than 4.5 hours of Very Productive Time per day". The wording is ours.
 * Source: the documented Alerts Feed API, `description` of `op=list`.
 */
export function describeAlert({ comparison, hours, subject }: AlertDefinition): string {
  return `${comparison === 'more-than' ? 'More' : 'Less'} than ${hoursOfSubject(hours, subject)} per day`;
}

/** Hours of what counts: "4.5 hours of Very Productive Time". */
export const hoursOfSubject = (hours: number, subject: AlertSubject): string =>
  `${hoursText(hours)} of ${subjectText(subject)}`;

/**
 * The trigger of an alert in words. For "more than", as recorded: "You spent 4.5 hours on Very
 * Productive Time." For "less than", our choice: "You spent less than 2 hours on vim."
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
