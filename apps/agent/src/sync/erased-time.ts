import { activityKey } from '@app/domain';
import { type SpoolRecord } from '../spool/record-line.js';

/** Time that the account has erased. Bounds are epoch milliseconds, the end is exclusive. */
export interface ErasedRange {
  id: string;
  from: number;
  to: number;
  /** Only the time of this application or site. Default: all time. */
  activity?: string;
  /** Only the time of this device. Default: of all devices. */
  device?: string;
}

/** Whether an erasure means a record of this device. A part of it is enough: it is minutes long. */
export function covers({ from, to, activity, device }: ErasedRange, record: SpoolRecord, deviceId: string): boolean {
  if (record.startedAt >= to || record.endedAt <= from) return false;
  if (device !== undefined && device !== deviceId) return false;
  if (activity === undefined) return true;
  const site = record.url?.replace(/^[a-z]+:\/\//, '').split('/')[0];
  return [record.application, site].some((name) => name !== undefined && activityKey(name) === activityKey(activity));
}

/**
 * The head of the queue: erased records at its begin, and those behind them that may be sent in one
 * call. Erased records further on come to the head later.
 *
 *     queue   E E a b c E d      erased: E E   sendable: a b c
 */
export function headOf(
  waiting: readonly SpoolRecord[],
  isErased: (record: SpoolRecord) => boolean = () => false,
): { erased: SpoolRecord[]; sendable: SpoolRecord[] } {
  const first = waiting.findIndex((record) => !isErased(record));
  if (first === -1) return { erased: [...waiting], sendable: [] };
  const next = waiting.findIndex((record, index) => index > first && isErased(record));
  return { erased: waiting.slice(0, first), sendable: waiting.slice(first, next === -1 ? undefined : next) };
}
