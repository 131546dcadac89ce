export { closedDayDecider, type CloseDay, type RestateDay, type SummaryCommand } from './closed-day-decider.js';
export { type DayAhead, dayAheadDecider, readDayAheadEvent } from './days-ahead.js';
export type { ClosedDay, DayClosed, DayRestated, DayTotals, SummaryEvent } from './events.js';
export { daysOfFeed, firstDayOfFeed } from './days-of-feed.js';
export { newestSummaries } from './newest-summaries.js';
export { readSummaryEvent } from './read-summary-event.js';
export { summariseDay } from './summarise-day.js';
