import type { UntypedEvent } from '../activity/read-activity-event.js';
import {
  asFields,
  checkText,
  checkWhole,
  type EventChecks,
  type Fields,
  readEvent,
  unreadable,
} from '../log/read-event.js';
import type { TaxonomyEvent } from './events.js';

/**
 * A taxonomy event out of the log, checked before it is trusted: see `readEvent`. The projector sets aside what it refuses.
 *
 * Categories are not looked up: one that a later version ships is a name like any other here.
 */
export const readTaxonomyEvent = (event: Omit<UntypedEvent, 'stream'>): TaxonomyEvent | undefined =>
  readEvent<TaxonomyEvent>(CHECKS, event);

const CHECKS: EventChecks = new Map([
  ['ActivityClassified', (data) => (checkText(data, 'activity'), checkOverride(data))],
  ['ActivityReset', (data) => checkText(data, 'activity')],
  ['CategoryLevelSet', (data) => (checkCategory(data), checkLevel(data))],
  ['CategoryCreated', (data) => (checkCategory(data), checkLevel(data))],
  ['DocumentRulesSet', checkDocumentRules],
]);

function checkDocumentRules(data: Fields): void {
  checkText(data, 'activity');
  if (!Array.isArray(data.rules)) throw unreadable('rules');
  for (const candidate of data.rules as unknown[]) {
    const rule = asFields(candidate, 'rules');
    if (rule.in !== undefined && rule.in !== 'document' && rule.in !== 'url') throw unreadable('in');
    if (rule.match !== 'substring' && rule.match !== 'glob') throw unreadable('match');
    checkText(rule, 'pattern');
    checkOverride(rule);
  }
}

function checkOverride(fields: Fields): void {
  if (fields.category !== undefined) checkCategory(asFields(fields.category, 'category'));
  if (fields.productivity !== undefined) checkLevel(fields);
}

function checkCategory(fields: Fields): void {
  checkText(fields, 'overview');
  checkText(fields, 'category');
}

const checkLevel = (fields: Fields): void => checkWhole(fields, 'productivity', { min: -2, max: 2 });
