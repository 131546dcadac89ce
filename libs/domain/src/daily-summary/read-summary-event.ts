import { parseLocalDate } from '../calendar/local-date.js';
import { asFields, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { SummaryEvent } from './events.js';

/** The events of `summary-` streams. */
export const SUMMARY_EVENTS: EventEntries<SummaryEvent> = {
  DayClosed: { check: closedDay, upcasters: [] },
  DayRestated: { check: closedDay, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readSummaryEvent = readerOf<SummaryEvent>(SUMMARY_EVENTS);

const LEVELS = ['-2', '-1', '0', '1', '2'];

function closedDay(data: Fields): void {
  if (typeof data.localDate !== 'string' || !parseLocalDate(data.localDate)) throw unreadable('localDate');
  checkText(data, 'timeZone');
  checkWhole(data, 'taxonomyRevision', { min: -1, max: Number.MAX_SAFE_INTEGER });
  checkWhole(data, 'activityRevision', { min: 0, max: Number.MAX_SAFE_INTEGER });
  const levels = asFields(data.levels, 'levels');
  if (Object.keys(levels).length !== LEVELS.length) throw unreadable('levels');
  LEVELS.forEach((level) => checkWhole(levels, level, TIME));
  const overviews = asFields(data.overviews, 'overviews');
  Object.keys(overviews).forEach((overview) => checkWhole(overviews, overview, TIME));
}

/** A day of several devices may have more than 24 hours. */
const TIME = { min: 0, max: Number.MAX_SAFE_INTEGER };
