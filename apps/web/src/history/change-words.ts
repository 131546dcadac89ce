import type { components } from '@app/client';
import { clockText } from '../format/clock.js';
import { isolated } from '../format/isolated.js';
import { shortDay } from '../format/moments.js';
import type { Texts } from '../text/texts.js';
import type { TEXTS } from './texts.js';

export type Change = components['schemas']['ChangeDto'];
export type HistoryTexts = Texts<keyof (typeof TEXTS)['en']>;

/** What a change did, in a sentence without a full stop. */
export function wordsOf(texts: HistoryTexts, change: Change): string {
  const { text, locale } = texts;
  const { type, count, activities, offlineTime, erasedDays, format } = change;
  if (type === 'history_imported') return text(`history_imported.${format ?? 'timeledger'}`);
  if (type === 'time_erased')
    return erasedDays === undefined ? text('time_erased') : text('time_erased.days', { erasedDays });
  const names = activities.map(isolated).join(', ') + (count > activities.length && activities.length > 0 ? ', …' : '');
  const values = {
    ...{ count, names, class: classOf(texts, change), ruleCount: change.ruleCount ?? 0 },
    category: isolated(change.category?.category ?? ''),
    name: offlineTime ? offlineName(locale, offlineTime) : isolated(change.name ?? ''),
    date: offlineTime ? shortDay(locale, offlineTime.date) : '',
  };
  if (count > 1 && (type === 'activity_classed' || type === 'activity_reset')) return text(`${type}.more`, values);
  return text(type, values);
}

function classOf({ text }: HistoryTexts, { productivity, category, type }: Change): string {
  const level = productivity === undefined ? [] : [text(`level.${productivity as -2 | -1 | 0 | 1 | 2}`)];
  const isCategory = type.startsWith('category');
  const place = category && !isCategory ? [text('class.category', { category: isolated(category.category) })] : [];
  return [...level, ...place].join(', ') || text('class.own');
}

function offlineName(locale: string, { activity, startedAt, endedAt }: NonNullable<Change['offlineTime']>): string {
  const times = startedAt && endedAt ? `${clockText(locale, startedAt)}–${clockText(locale, endedAt)}` : '';
  return [activity && isolated(activity), times].filter((part) => part).join(', ');
}

/** What sent a change. Empty when that is not known. */
export function callerWords({ text }: HistoryTexts, { by }: Change): string {
  if (!by) return '';
  const name = by.name === undefined ? undefined : isolated(by.name);
  if (by.kind === 'key') return name === undefined ? text('history.by.goneKey') : text('history.by.key', { name });
  if (by.kind === 'application')
    return name === undefined ? text('history.by.goneApplication') : text('history.by.application', { name });
  return text(`history.by.${by.kind}`);
}
