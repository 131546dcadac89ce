import type { UntypedEvent } from '../activity/read-activity-event.js';
import { DomainError } from '../domain-error.js';
import type { TaxonomyEvent } from './events.js';

type Fields = Record<string, unknown>;

/**
 * A taxonomy event out of the log, checked before it is trusted. Returns undefined for a type that is not ours. Throws
 * DomainError `unreadable_event`, naming the field, for data that no version ever wrote, and `newer_event` for an event
 * that only a newer version of this program can read; the projector parks such events.
 *
 * Categories are not looked up: one that a later version ships is a name like any other here.
 */
export function readTaxonomyEvent({ type, data }: Omit<UntypedEvent, 'stream'>): TaxonomyEvent | undefined {
  const check = CHECKS.get(type);
  if (!check) return undefined;
  if (data === undefined)
    throw new DomainError('newer_event', 'The event is of a newer version than this program knows.');
  if (!isFields(data)) throw unreadable('data');
  check(data);
  return { type, data } as unknown as TaxonomyEvent;
}

const CHECKS: ReadonlyMap<string, (data: Fields) => void> = new Map([
  ['ActivityClassified', (data) => (text(data, 'activity'), override(data))],
  ['ActivityReset', (data) => text(data, 'activity')],
  ['CategoryLevelSet', (data) => (categoryName(data), level(data))],
  ['CategoryCreated', (data) => (categoryName(data), level(data))],
  ['DocumentRulesSet', documentRules],
]);

function documentRules(data: Fields): void {
  text(data, 'activity');
  if (!Array.isArray(data.rules)) throw unreadable('rules');
  for (const rule of data.rules as unknown[]) {
    if (!isFields(rule)) throw unreadable('rules');
    if (rule.in !== undefined && rule.in !== 'document' && rule.in !== 'url') throw unreadable('in');
    if (rule.match !== 'substring' && rule.match !== 'glob') throw unreadable('match');
    text(rule, 'pattern');
    override(rule);
  }
}

function override(fields: Fields): void {
  if (fields.category !== undefined) {
    if (!isFields(fields.category)) throw unreadable('category');
    categoryName(fields.category);
  }
  if (fields.productivity !== undefined) level(fields);
}

function categoryName(fields: Fields): void {
  text(fields, 'overview');
  text(fields, 'category');
}

function level({ productivity }: Fields): void {
  if (![-2, -1, 0, 1, 2].includes(productivity as number)) throw unreadable('productivity');
}

/** Half of a surrogate pair has no UTF-8: the read models would refuse its whole batch, for ever. */
function text(fields: Fields, name: string): void {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || !value.isWellFormed()) throw unreadable(name);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unreadable(field: string): DomainError {
  return new DomainError('unreadable_event', `The field ${field} holds what no version of Timeledger writes.`);
}
