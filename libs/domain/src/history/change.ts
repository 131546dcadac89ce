import type { OfflineTimePosted, OfflineTimeRemoved } from '../activity/events.js';
import { describeAlert } from '../alerts/describe-alert.js';
import type { AlertEvent } from '../alerts/index.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import { describeGoal } from '../goals/describe-goal.js';
import type { GoalEvent } from '../goals/index.js';
import type { HighlightEvent } from '../highlights/index.js';
import { shownName } from '../names/shown-name.js';
import type { ErasureEvent } from '../privacy/index.js';
import type { ScheduleEvent } from '../schedules/index.js';
import type { CategoryName, ProductivityLevel, TaxonomyEvent } from '../taxonomy/index.js';
import type { HistoryEvent, ImportFormat } from './events.js';

/** What happened, in one word for programs. */
export const CHANGE_TYPES = [
  ...(['activity_classed', 'activity_reset', 'rules_set'] as const),
  ...(['naming_rule_made', 'naming_rule_changed', 'naming_rule_removed', 'naming_rules_ordered'] as const),
  ...(['category_level_set', 'category_level_reset', 'category_made', 'category_removed'] as const),
  ...(['schedule_made', 'schedule_changed', 'schedule_removed'] as const),
  ...(['alert_made', 'alert_changed', 'alert_removed'] as const),
  ...(['goal_set', 'goal_changed', 'goal_removed'] as const),
  ...(['highlight_added', 'highlight_changed', 'highlight_removed'] as const),
  ...(['offline_time_added', 'offline_time_changed', 'offline_time_removed', 'offline_time_gone'] as const),
  ...(['time_erased', 'history_imported'] as const),
];
export type ChangeType = (typeof CHANGE_TYPES)[number];

/** Offline time that was entered or taken back. Moments in epoch ms. */
export interface OfflineChange {
  readonly localDate: LocalDate;
  /** Undefined when the details are gone, because the day lost time to an erasure. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Undefined for time that was taken back. */
  readonly activity?: string;
}

/** What one event, or the events of one command, changed. Fields that do not apply are missing. */
export interface ChangeFields {
  readonly type: ChangeType;
  readonly activity?: string;
  readonly category?: CategoryName;
  readonly productivity?: ProductivityLevel;
  readonly ruleCount?: number;
  /** Of a schedule, or the description of an alert, a goal or a highlight. */
  readonly name?: string;
  /** The day of a highlight. */
  readonly date?: LocalDate;
  readonly offlineTime?: OfflineChange;
  /** How many days lost time to an erasure. */
  readonly erasedDays?: number;
  readonly format?: ImportFormat;
}

/** The same for a whole command. */
export interface Change extends Omit<ChangeFields, 'activity'> {
  /** How many such changes one command made. */
  readonly count: number;
  /** The first few names. */
  readonly activities: readonly string[];
}

type OfflineEvent = OfflineTimePosted | OfflineTimeRemoved;
type ShownEvent =
  TaxonomyEvent | ScheduleEvent | AlertEvent | GoalEvent | HighlightEvent | ErasureEvent | HistoryEvent | OfflineEvent;
type Shown = { readonly [E in ShownEvent as E['type']]: (data: E['data']) => ChangeFields | undefined };

const nothing = () => undefined;
const offline = (type: ChangeType) => (data: OfflineTimePosted['data'] | OfflineTimeRemoved['data']) => {
  const { localDate, startedAt, endedAt } = data;
  const named = 'activity' in data ? { activity: shownName(data.activity) } : {};
  return { type, offlineTime: { localDate, startedAt, endedAt, ...named } };
};

/** What each event says to a person. An event that no person chose says nothing. */
const SHOWN: Shown = {
  ActivityClassified: ({ activity, category, productivity }) => ({
    ...{ type: 'activity_classed', activity: shownName(activity) },
    ...(category && { category }),
    ...(productivity !== undefined && { productivity }),
  }),
  ActivityReset: ({ activity }) => ({ type: 'activity_reset', activity: shownName(activity) }),
  DocumentRulesSet: ({ activity, rules }) => ({
    ...{ type: 'rules_set', activity: shownName(activity), ruleCount: rules.length },
  }),
  NamingRuleCreated: ({ name }) => ({ type: 'naming_rule_made', activity: shownName(name) }),
  NamingRuleChanged: ({ name }) => ({ type: 'naming_rule_changed', activity: shownName(name) }),
  NamingRuleRemoved: () => ({ type: 'naming_rule_removed' }),
  NamingRulesReordered: () => ({ type: 'naming_rules_ordered' }),
  CategoryLevelSet: ({ overview, category, productivity }) => ({
    ...{ type: 'category_level_set', category: { overview, category }, productivity },
  }),
  CategoryLevelReset: ({ overview, category }) => ({ type: 'category_level_reset', category: { overview, category } }),
  CategoryCreated: ({ overview, category, productivity }) => ({
    ...{ type: 'category_made', category: { overview, category }, productivity },
  }),
  CategoryRemoved: ({ overview, category }) => ({ type: 'category_removed', category: { overview, category } }),
  ScheduleCreated: ({ name }) => ({ type: 'schedule_made', name }),
  ScheduleReplaced: ({ name }) => ({ type: 'schedule_changed', name }),
  ScheduleRemoved: () => ({ type: 'schedule_removed' }),
  AlertDefined: (alert) => ({ type: 'alert_made', name: describeAlert(alert) }),
  AlertChanged: (alert) => ({ type: 'alert_changed', name: describeAlert(alert) }),
  AlertRemoved: () => ({ type: 'alert_removed' }),
  AlertTriggered: nothing,
  GoalSet: (goal) => ({ type: 'goal_set', name: describeGoal(goal) }),
  GoalChanged: (goal) => ({ type: 'goal_changed', name: describeGoal(goal) }),
  GoalRemoved: () => ({ type: 'goal_removed' }),
  HighlightPosted: ({ description, date }) => ({ type: 'highlight_added', name: description, date }),
  HighlightReplaced: ({ description, date }) => ({ type: 'highlight_changed', name: description, date }),
  HighlightRemoved: () => ({ type: 'highlight_removed' }),
  OfflineTimePosted: offline('offline_time_added'),
  OfflineTimeRemoved: offline('offline_time_removed'),
  ErasureRequested: () => ({ type: 'time_erased' }),
  LogErased: ({ days }) => ({ type: 'time_erased', erasedDays: days.length }),
  ErasureBegun: nothing,
  DaysErased: nothing,
  ScavengeRefused: nothing,
  LogScavenged: nothing,
  RowsErased: nothing,
  ErasureCompleted: nothing,
  DayChangeListed: ({ localDate }) => ({ type: 'offline_time_gone', offlineTime: { localDate } }),
  ImportListed: ({ format }) => ({ type: 'history_imported', format }),
};

/** What an event says to a person. Undefined when no person chose it. */
export const changeOf = ({ type, data }: DomainEvent): ChangeFields | undefined =>
  (SHOWN as Readonly<Record<string, (data: object) => ChangeFields | undefined>>)[type]?.(data);

const MOST_NAMES = 5;

/** What the events of one command say, in their order. Undefined when they say nothing. */
export function changeOfCommand(events: readonly DomainEvent[]): Change | undefined {
  const all = events.map(changeOf).filter((one) => one !== undefined);
  const [first] = all;
  if (!first) return undefined;
  const main = all.some(({ type }) => type === 'offline_time_added') ? replaced(all) : first;
  const alike = all.filter(({ type }) => type === main.type);
  const names = alike.flatMap(({ activity }) => activity ?? []);
  const { category, productivity, ...fields } = main;
  const isShared = (field: 'category' | 'productivity') =>
    alike.every((one) => JSON.stringify(one[field]) === JSON.stringify(main[field]));
  delete (fields as { activity?: string }).activity;
  return {
    ...fields,
    ...(category && isShared('category') && { category }),
    ...(productivity !== undefined && isShared('productivity') && { productivity }),
    ...{ count: Math.max(1, alike.length), activities: names.slice(0, MOST_NAMES) },
  };
}

/** Offline time that took the place of other offline time is one change. */
function replaced(all: readonly ChangeFields[]): ChangeFields {
  const added = all.find(({ type }) => type === 'offline_time_added') as ChangeFields;
  return all.some(({ type }) => type === 'offline_time_removed') ? { ...added, type: 'offline_time_changed' } : added;
}
