import { checkMoment, checkText, checkTextList, checkWhole, type Fields } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { FactorEvent } from './events.js';

/** The events of `factor-` streams. */
export const FACTOR_EVENTS: EventEntries<FactorEvent> = {
  SecondFactorTurnedOn: { check: turnedOn, upcasters: [] },
  PasswordShown: { check: shown, upcasters: [] },
  SecondFactorCodeUsed: { check: codeUsed, upcasters: [] },
  RecoveryCodeUsed: { check: recoveryCodeUsed, upcasters: [] },
  RecoveryCodesReplaced: { check: (data) => checkTextList(data, 'recoveryHashes'), upcasters: [] },
  SecondFactorTurnedOff: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readFactorEvent = readerOf<FactorEvent>(FACTOR_EVENTS);

function turnedOn(data: Fields): void {
  checkText(data, 'secret');
  step(data);
  checkTextList(data, 'recoveryHashes');
}

function shown(data: Fields): void {
  checkText(data, 'proofHash');
  checkMoment(data, 'at');
}

function codeUsed(data: Fields): void {
  step(data);
  proof(data);
}

function recoveryCodeUsed(data: Fields): void {
  checkText(data, 'codeHash');
  proof(data);
}

function proof(data: Fields): void {
  if (data.proofHash !== undefined) checkText(data, 'proofHash');
}

function step(data: Fields): void {
  checkWhole(data, 'step', { min: 0, max: Number.MAX_SAFE_INTEGER });
}
