import {
  ALERT_THINGS,
  alertDecider,
  type Command,
  type DomainEvent,
  GOAL_THINGS,
  goalDecider,
  HIGHLIGHT_THINGS,
  highlightDecider,
  OFFLINE_THINGS,
  offlineTimeDecider,
  readActivityEvent,
  readAlertEvent,
  readErasureEvent,
  readGoalEvent,
  readHighlightEvent,
  readHistoryEvent,
  readOrPassOver,
  readScheduleEvent,
  readTaxonomyEvent,
  SCHEDULE_THINGS,
  scheduleDecider,
  TAXONOMY_THINGS,
  taxonomyDecider,
  type UndoRules,
  type UntypedEvent,
  type UserCategory,
} from '@app/domain';

/** The kinds of changes that a page can be restricted to. */
export const CHANGE_KINDS = [
  ...(['classes', 'offline_time', 'highlights', 'schedules', 'alerts', 'goals', 'erasures', 'imports'] as const),
];
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The categories of streams that hold what a user changed. */
export const SOURCES = [
  'taxonomy',
  'schedule',
  'alert',
  'goal',
  'highlight',
  'erasure',
  'history',
] as const satisfies readonly UserCategory[];
export type SourceName = (typeof SOURCES)[number];

/** Where changes of a kind stand. */
export const SOURCE_OF: Readonly<Record<ChangeKind, SourceName>> = {
  ...{ classes: 'taxonomy', schedules: 'schedule', alerts: 'alert', goals: 'goal' },
  ...{ highlights: 'highlight', erasures: 'erasure' },
  ...{ offline_time: 'history', imports: 'history' },
};

type Reader = (event: UntypedEvent) => DomainEvent | undefined;

const READERS: Readonly<Record<SourceName | 'activity', Reader>> = {
  ...{ taxonomy: readTaxonomyEvent, schedule: readScheduleEvent, alert: readAlertEvent },
  goal: readGoalEvent,
  ...{ highlight: readHighlightEvent, erasure: readErasureEvent, history: readHistoryEvent },
  activity: readActivityEvent,
};

/** The readable ones of stored events. */
export const readableOf = (source: SourceName | 'activity', events: readonly UntypedEvent[]): DomainEvent[] =>
  events.flatMap((event) => readOrPassOver(READERS[source], event) ?? []);

/** The rules of a stream, without its types: each stream has its own. */
type AnyRules = UndoRules<unknown, Command, DomainEvent>;

/** How changes of a stream are undone. */
export const UNDO_RULES = {
  taxonomy: { decider: taxonomyDecider, things: TAXONOMY_THINGS } as unknown as AnyRules,
  schedule: { decider: scheduleDecider, things: SCHEDULE_THINGS } as unknown as AnyRules,
  alert: { decider: alertDecider, things: ALERT_THINGS } as unknown as AnyRules,
  goal: { decider: goalDecider, things: GOAL_THINGS } as unknown as AnyRules,
  highlight: { decider: highlightDecider, things: HIGHLIGHT_THINGS } as unknown as AnyRules,
  activity: { decider: offlineTimeDecider, things: OFFLINE_THINGS } as unknown as AnyRules,
};
export type UndoableSource = keyof typeof UNDO_RULES;
