import { parseLocalDate } from '../calendar/local-date.js';
import { checkId, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { HighlightEvent } from './events.js';

/** The events of `highlight-` streams. */
export const HIGHLIGHT_EVENTS: EventEntries<HighlightEvent> = {
  HighlightPosted: { check: highlight, upcasters: [] },
  HighlightReplaced: { check: highlight, upcasters: [] },
  HighlightRemoved: { check: (data) => checkId(data, 'id'), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readHighlightEvent = readerOf<HighlightEvent>(HIGHLIGHT_EVENTS);

/** The end of the year 2099. Later moments have no date in the feed. */
const LATEST = Date.UTC(2100, 0);

function highlight(data: Fields): void {
  checkId(data, 'id');
  checkText(data, 'description');
  if (data.source !== undefined) checkText(data, 'source');
  if (typeof data.date !== 'string' || parseLocalDate(data.date) === undefined) throw unreadable('date');
  checkWhole(data, 'createdAt', { min: 0, max: LATEST });
}
