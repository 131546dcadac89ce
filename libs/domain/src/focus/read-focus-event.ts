import { checkId, checkText, checkTextList, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { FocusEvent } from './events.js';
import { MOST_ALLOWED, MOST_COUNTED } from './limits.js';

/** The events of `focus-` streams. */
export const FOCUS_EVENTS: EventEntries<FocusEvent> = {
  FocusSessionStarted: { check: started, upcasters: [] },
  FocusSessionEnded: { check: ended, upcasters: [] },
  FocusBlockingChosen: { check: chosen, upcasters: [] },
  FocusEnforced: { check: enforced, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readFocusEvent = readerOf<FocusEvent>(FOCUS_EVENTS);

/** The end of the year 2099. Later moments have no date in the feeds. */
const TIME = { min: 0, max: Date.UTC(2100, 0) };

function started(data: Fields): void {
  checkId(data, 'id');
  checkWhole(data, 'durationMinutes', { min: 0, max: 10_000 });
  for (const name of ['startedAt', 'endsAt']) checkWhole(data, name, TIME);
  if (Number(data.endsAt) <= Number(data.startedAt)) throw unreadable('endsAt');
}

function ended(data: Fields): void {
  checkId(data, 'sessionId');
  checkWhole(data, 'endedAt', TIME);
  if (data.because !== 'stopped' && data.because !== 'elapsed') throw unreadable('because');
}

/** Each choice of levels, as its JSON. */
const LEVELS: ReadonlySet<string> = new Set(['[]', '[-2]', '[-2,-1]']);

function chosen(data: Fields): void {
  if (!LEVELS.has(JSON.stringify(data.levels))) throw unreadable('levels');
  checkTextList(data, 'allowed');
  if ((data.allowed as unknown[]).length > MOST_ALLOWED) throw unreadable('allowed');
}

function enforced(data: Fields): void {
  checkId(data, 'sessionId');
  checkText(data, 'runId', 36);
  checkWhole(data, 'at', TIME);
  for (const name of ['minimised', 'notified', 'sites']) checkWhole(data, name, { min: 0, max: MOST_COUNTED });
}
