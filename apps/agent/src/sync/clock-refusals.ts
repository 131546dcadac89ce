import { type SpoolRecord } from '../spool/record-line.js';
import { type Refusal } from './quarantine.js';

/** The server's codes for time that a wrong clock may have made. */
const CLOCK_CODES = new Set(['in_future', 'too_old']);
/** A record that lies further in the future is not kept: its clock was wrong beyond repair. */
const LONGEST_KEPT_MS = 24 * 60 * 60 * 1_000;

export interface ClockSituation {
  /** The time as the server sees it, in epoch milliseconds. */
  nowMs: number;
  correctionMs: number;
  /** Whether this run of the agent made the record, so that its clock is known. */
  isOfThisRun: (record: SpoolRecord) => boolean;
}

/** What becomes of refused records. */
export interface Sorted {
  /** These carry corrected times and can be sent at once. */
  corrected: SpoolRecord[];
  /** These are sent again at a later sync. */
  kept: SpoolRecord[];
  /** The server refused these for good. */
  refused: Refusal[];
}

/**
 * Sorts refusals. A record with times of a clock that is known to be wrong gets the right times.
 * A record of an unknown clock waits until the server's clock has passed it, one day at most.
 */
export function sortRefusals(refusals: readonly Refusal[], clock: ClockSituation): Sorted {
  const sorted: Sorted = { corrected: [], kept: [], refused: [] };
  for (const refusal of refusals) {
    const { record, code } = refusal;
    const shiftMs = clock.correctionMs - (record.correctedMs ?? 0);
    if (!CLOCK_CODES.has(code)) sorted.refused.push(refusal);
    else if (shiftMs !== 0 && clock.isOfThisRun(record)) sorted.corrected.push(shifted(record, shiftMs));
    else if (code === 'in_future' && record.endedAt - clock.nowMs <= LONGEST_KEPT_MS) sorted.kept.push(record);
    else sorted.refused.push(refusal);
  }
  return sorted;
}

function shifted(record: SpoolRecord, shiftMs: number): SpoolRecord {
  return {
    ...record,
    startedAt: record.startedAt + shiftMs,
    endedAt: record.endedAt + shiftMs,
    correctedMs: (record.correctedMs ?? 0) + shiftMs,
  };
}
