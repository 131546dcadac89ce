import type { Report } from '@app/domain';
import type { ReportHead, ReportText } from '../analytics/rendering/render-report.js';

/** The blocks of a report that is written in pieces of so many rows; in one piece by default. */
export function blocksOf(textOf: (head: ReportHead) => ReportText, report: Report, rowsOfAPiece = Infinity) {
  const text = textOf(report);
  const blocks: Uint8Array[] = [];
  for (let first = 0; first < report.rows.length; first += rowsOfAPiece) {
    blocks.push(...text.add(report.rows.slice(first, first + rowsOfAPiece)));
  }
  return [...blocks, text.end()];
}
