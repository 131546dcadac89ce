import { checkName } from '../check-name.js';
import { DomainError } from '../domain-error.js';
import { asFields, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import { OVERVIEWS, TAXONOMY_LIMITS } from '../taxonomy/index.js';
import type { AlertSubject } from './events.js';

/**
 * The subject with the fields of its kind only. Refuses with `invalid_name`, `unknown_overview` and
 * `invalid_level`. It does not look up activities and categories, because they may get their first
 * time tomorrow.
 */
export function checkedSubject(subject: AlertSubject): AlertSubject {
  switch (subject.kind) {
    case 'activity':
      checkName(subject.name, TAXONOMY_LIMITS.activityLength, 'an activity');
      return { kind: subject.kind, name: subject.name };
    case 'category':
      checkOverview(subject.overview);
      checkName(subject.category, TAXONOMY_LIMITS.categoryLength, 'a category');
      return { kind: subject.kind, overview: subject.overview, category: subject.category };
    case 'overview':
      checkOverview(subject.name);
      return { kind: subject.kind, name: subject.name };
    case 'level':
      if (![-2, -1, 0, 1, 2].includes(subject.productivity)) {
        throw new DomainError('invalid_level', 'A productivity level is a whole number from -2 to 2.');
      }
      return { kind: subject.kind, productivity: subject.productivity };
    case 'all-productive':
    case 'all-distracting':
    case 'total':
      return { kind: subject.kind };
  }
}

function checkOverview(overview: string): void {
  if (!OVERVIEWS.includes(overview)) {
    throw new DomainError('unknown_overview', `The overview is one of ${OVERVIEWS.join(', ')}.`);
  }
}

const SUBJECT_CHECKS: ReadonlyMap<unknown, (subject: Fields) => void> = new Map([
  ['activity', (subject: Fields) => checkText(subject, 'name')],
  ['category', (subject) => (checkText(subject, 'overview'), checkText(subject, 'category'))],
  ['overview', (subject) => checkText(subject, 'name')],
  ['level', (subject) => checkWhole(subject, 'productivity', { min: -2, max: 2 })],
  ['all-productive', () => undefined],
  ['all-distracting', () => undefined],
  ['total', () => undefined],
]);

/** Checks the subject in an event out of the log. Throws DomainError `unreadable_event`. */
export function checkWrittenSubject(data: Fields): void {
  const subject = asFields(data.subject, 'subject');
  const check = SUBJECT_CHECKS.get(subject.kind);
  if (!check) throw unreadable('kind');
  check(subject);
}
