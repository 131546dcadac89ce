import { isTimeZone } from '../calendar/zone-clock.js';
import { checkMoment, checkText, checkTexts, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { ACCOUNT_OPENERS, type AccountEvent, ADDRESS_WITNESSES } from './account-events.js';
import { checkKeyTerms } from './keys/check-key-terms.js';

/** The events of `account-` streams. */
export const ACCOUNT_EVENTS: EventEntries<AccountEvent> = {
  AccountOpened: { check: opened, upcasters: [] },
  AddressVerified: { check: addressVerified, upcasters: [] },
  AddressChanged: { check: addressVerified, upcasters: [] },
  ProviderLinked: { check: (data) => checkTexts(data, 'issuer', 'subject'), upcasters: [] },
  PasswordSet: { check: (data) => checkText(data, 'passwordHash'), upcasters: [] },
  TimeZoneChanged: { check: timeZone, upcasters: [] },
  PlanChanged: { check: plan, upcasters: [] },
  ProfileChanged: { check: (data) => checkTexts(data, ...Object.keys(data)), upcasters: [] },
  ApiKeyListed: {
    check: (data) => {
      checkTexts(data, 'keyId', 'name', 'secretHash');
      checkKeyTerms(data);
    },
    upcasters: [],
  },
  ApiKeyUsed: { check: (data) => checkTexts(data, 'keyId', 'date'), upcasters: [] },
  ApiKeyRevoked: { check: (data) => checkText(data, 'keyId'), upcasters: [] },
  SignedOutEverywhere: {
    check: (data) => checkMoment(data, 'at'),
    upcasters: [],
  },
  AccountClosed: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readAccountEvent = readerOf<AccountEvent>(ACCOUNT_EVENTS);

function opened(data: Fields): void {
  checkTexts(data, 'userId', 'email');
  timeZone(data);
  plan(data);
  if (data.openedBy !== undefined) oneOf(data, 'openedBy', ACCOUNT_OPENERS);
  if (data.listsCredentials !== undefined && data.listsCredentials !== true) throw unreadable('listsCredentials');
  if (data.listsDays !== undefined && data.listsDays !== true) throw unreadable('listsDays');
}

function addressVerified(data: Fields): void {
  checkText(data, 'email');
  oneOf(data, 'by', ADDRESS_WITNESSES);
}

function oneOf(data: Fields, name: string, known: readonly string[]): void {
  checkText(data, name);
  if (!known.includes(data[name] as string)) throw unreadable(name);
}

function timeZone(data: Fields): void {
  checkText(data, 'timeZone');
  if (!isTimeZone(data.timeZone as string)) throw unreadable('timeZone');
}

function plan(data: Fields): void {
  if (data.plan !== 'premium' && data.plan !== 'lite') throw unreadable('plan');
}
