import { asFields, checkId, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { TaxonomyEvent } from './events.js';
import { TAXONOMY_LIMITS } from './limits.js';
import { NAMING_FIELDS, NAMING_MATCHES } from './naming/naming-rule.js';

/**
 * The events of `taxonomy-` streams. The checks do not look up categories, because a later version
 * may ship more of them.
 */
export const TAXONOMY_EVENTS: EventEntries<TaxonomyEvent> = {
  ActivityClassified: { check: (data) => (checkActivity(data), checkOverride(data)), upcasters: [] },
  ActivityReset: { check: (data) => checkActivity(data), upcasters: [] },
  CategoryLevelSet: { check: (data) => (checkCategory(data), checkLevel(data)), upcasters: [] },
  CategoryCreated: { check: (data) => (checkCategory(data), checkLevel(data)), upcasters: [] },
  CategoryLevelReset: { check: (data) => checkCategory(data), upcasters: [] },
  CategoryRemoved: { check: (data) => checkCategory(data), upcasters: [] },
  DocumentRulesSet: { check: checkDocumentRules, upcasters: [] },
  NamingRuleCreated: { check: checkNamingRule, upcasters: [] },
  NamingRuleChanged: { check: checkNamingRule, upcasters: [] },
  NamingRuleRemoved: { check: (data) => checkId(data, 'id'), upcasters: [] },
  NamingRulesReordered: { check: checkOrder, upcasters: [] },
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

function checkNamingRule(data: Fields): void {
  checkId(data, 'id');
  checkActivity(data);
  if (!(NAMING_FIELDS as readonly unknown[]).includes(data.in)) throw unreadable('in');
  if (!(NAMING_MATCHES as readonly unknown[]).includes(data.match)) throw unreadable('match');
  checkText(data, 'text', TAXONOMY_LIMITS.patternLength);
  checkText(data, 'name', TAXONOMY_LIMITS.activityLength);
}

function checkOrder({ ids }: Fields): void {
  if (!Array.isArray(ids) || ids.length > TAXONOMY_LIMITS.namingRules) throw unreadable('ids');
  for (const id of ids as unknown[]) checkId({ ids: id }, 'ids');
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
