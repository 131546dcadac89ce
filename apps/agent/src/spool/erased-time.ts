import { activityKey, nameSpan } from '@app/domain';
import { type SpoolRecord } from './record-line.js';

/** Time that the account has erased. Bounds are epoch milliseconds, the end is exclusive. */
export interface ErasedRange {
  id: string;
  from: number;
  to: number;
  /** Only the time of this application or site, as reports name it. Default: all time. */
  activity?: string;
  /** Only the time of this device. Default: of all devices. */
  device?: string;
}

/** Time with a name, as anything on this machine keeps it. */
export type NamedTime = Pick<SpoolRecord, 'application' | 'url' | 'startedAt' | 'endedAt'>;

/** Whether the account erased such time. */
export type IsErased = (time: NamedTime) => boolean;

/** Something that keeps time on this machine. */
export interface KeepsTime {
  /** Forgets what the account erased. Rejects when the disk does not let it. */
  erase(isErased: IsErased): Promise<void>;
}

/** Whether an erasure means time of this device. A part of it is enough: it is minutes long. */
export function covers({ from, to, activity, device }: ErasedRange, time: NamedTime, deviceId: string): boolean {
  if (time.startedAt >= to || time.endedAt <= from) return false;
  if (device !== undefined && device !== deviceId) return false;
  return activity === undefined || activityKey(nameSpan(time).activity) === activityKey(activity);
}

/**
 * The head of the queue: erased records at its begin, and those behind them that may be sent in one
 * call. Erased records further on come to the head later.
 *
 *     queue   E E a b c E d      erased: E E   sendable: a b c
 */
export function headOf(
  waiting: readonly SpoolRecord[],
  isErased: IsErased = () => false,
): { erased: SpoolRecord[]; sendable: SpoolRecord[] } {
  const first = waiting.findIndex((record) => !isErased(record));
  if (first === -1) return { erased: [...waiting], sendable: [] };
  const next = waiting.findIndex((record, index) => index > first && isErased(record));
  return { erased: waiting.slice(0, first), sendable: waiting.slice(first, next === -1 ? undefined : next) };
}
