import type { Report } from '@app/domain';
import type { ReportInPieces } from '../analytics/sending/sent-reports.js';

/** A report that is made as a whole, in the form in which reports are sent. */
export const inOnePiece = ({ rows, ...head }: Report): ReportInPieces => ({
  head,
  read: async function* () {
    yield () => rows;
  },
});
