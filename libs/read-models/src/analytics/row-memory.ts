import { getHeapStatistics } from 'node:v8';
import { DomainError } from '@app/domain';

/** One report of many rows is made at a time. To sort and write them takes memory too. */
const MOST_BYTES = getHeapStatistics().heap_size_limit / 2;

/**
 * Throws DomainError `report_too_large` when the rows of a report take more memory than one report
 * may. Otherwise a rank of millions of documents would end the process for all users.
 */
export function requireRoom(bytes: number, mostBytes = MOST_BYTES): void {
  if (bytes <= mostBytes) return;
  throw new DomainError(
    'report_too_large',
    'This report lists more than the server can hold at once. Ask for fewer days, or for activities without their documents.',
  );
}
