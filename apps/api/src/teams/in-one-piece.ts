import type { Report, ReportRow } from '@app/domain';
import type { ReportInPieces } from '../analytics/sending/sent-reports.js';

/** A report that is made as a whole, in the form in which reports are sent. */
export const inOnePiece = ({ rows, ...head }: Report): ReportInPieces => ({
  head,
  read: async function* () {
    yield [...rows];
  },
  shape: asTheyAre,
});

// eslint-disable-next-line require-yield -- There is nothing left to do in steps.
function* asTheyAre(rows: readonly ReportRow[]): Generator<void, Iterable<ReportRow>> {
  return rows;
}
