import { checkMoment, checkText, checkTexts, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { LINK_CARRIERS, LINK_PURPOSES, type LinkEvent } from './events.js';

/** The events of `link-` streams. */
export const LINK_EVENTS: EventEntries<LinkEvent> = {
  LinkMade: { check: made, upcasters: [] },
  LinkUsed: { check: purpose, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readLinkEvent = readerOf<LinkEvent>(LINK_EVENTS);

function made(data: Fields): void {
  purpose(data);
  checkTexts(data, 'linkHash', 'email', 'passwordMark');
  checkMoment(data, 'expiresAt');
  oneOf(data, 'by', LINK_CARRIERS);
}

function purpose(data: Fields): void {
  oneOf(data, 'purpose', LINK_PURPOSES);
}

function oneOf(data: Fields, name: string, known: readonly string[]): void {
  checkText(data, name);
  if (!known.includes(data[name] as string)) throw unreadable(name);
}
