import { asFields, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { TaxonomyEvent } from './events.js';
import { TAXONOMY_LIMITS } from './limits.js';

/**
 * The events of `taxonomy-` streams. The checks do not look up categories, because a later version
 * may ship more of them.
 */
export const TAXONOMY_EVENTS: EventEntries<TaxonomyEvent> = {
  ActivityClassified: { check: (data) => (checkActivity(data), checkOverride(data)), upcasters: [] },
  ActivityReset: { check: (data) => checkActivity(data), upcasters: [] },
  CategoryLevelSet: { check: (data) => (checkCategory(data), checkLevel(data)), upcasters: [] },
  CategoryCreated: { check: (data) => (checkCategory(data), checkLevel(data)), upcasters: [] },
  DocumentRulesSet: { check: checkDocumentRules, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readTaxonomyEvent = readerOf<TaxonomyEvent>(TAXONOMY_EVENTS);

const checkActivity = (data: Fields): void => checkText(data, 'activity', TAXONOMY_LIMITS.activityLength);

function checkDocumentRules(data: Fields): void {
  checkActivity(data);
  if (!Array.isArray(data.rules) || data.rules.length > TAXONOMY_LIMITS.rulesOfAnActivity) throw unreadable('rules');
  for (const candidate of data.rules as unknown[]) {
    const rule = asFields(candidate, 'rules');
    if (rule.in !== undefined && rule.in !== 'document' && rule.in !== 'url') throw unreadable('in');
    if (rule.match !== 'substring' && rule.match !== 'glob') throw unreadable('match');
    checkText(rule, 'pattern', TAXONOMY_LIMITS.patternLength);
    checkOverride(rule);
  }
}

function checkOverride(fields: Fields): void {
  if (fields.category !== undefined) checkCategory(asFields(fields.category, 'category'));
  if (fields.productivity !== undefined) checkLevel(fields);
}

function checkCategory(fields: Fields): void {
  checkText(fields, 'overview', TAXONOMY_LIMITS.categoryLength);
  checkText(fields, 'category', TAXONOMY_LIMITS.categoryLength);
}

const checkLevel = (fields: Fields): void => checkWhole(fields, 'productivity', { min: -2, max: 2 });
