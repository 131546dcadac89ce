export { type Change, CHANGE_TYPES, changeOfCommand, type ChangeType, type OfflineChange } from './change.js';
export type { DayChangeListed, HistoryEvent, ImportFormat, ImportListed } from './events.js';
export { historyDecider, type ListImport } from './history-decider.js';
export { ALERT_THINGS, GOAL_THINGS, HIGHLIGHT_THINGS, SCHEDULE_THINGS } from './note-things.js';
export { OFFLINE_THINGS } from './offline-things.js';
export { readHistoryEvent } from './read-history-event.js';
export { TAXONOMY_THINGS } from './taxonomy-things.js';
export { undo, type UndoneChange, type UndoRules } from './undo.js';
