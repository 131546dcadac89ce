import type { HistoryEvent } from './random-history.js';

/** A user's day of events written by hand: minutes count from 09:00 UTC, 10:00 local. */

const USER = '00000000-0000-4000-8000-00000000000a';
export const DAY = `activity-${USER}.20260101`;
const NINE = Date.UTC(2026, 0, 1, 9);
const times = (from: number, to: number) => ({ startedAt: NINE + from * 60_000, endedAt: NINE + to * 60_000 });
const PLACE = { localDate: '2026-01-01', utcOffsetMinutes: 60 };

export const span = (id: string, application: string, from: number, to: number) => ({
  id,
  application,
  ...times(from, to),
});

export const recorded = (
  spans: readonly object[],
  { deviceId = 'laptop', stream = DAY, machine = 'm', platform = '' } = {},
): HistoryEvent => {
  const device = { deviceId, machine, osUser: 'u', ...(platform !== '' && { platform }), source: 'computers' };
  const data = { ...device, ...PLACE, spans };
  return { stream, event: { type: 'ActivityRecorded', data } };
};

export const postedOffline = (activity: string, from: number, to: number): HistoryEvent => ({
  stream: DAY,
  event: { type: 'OfflineTimePosted', data: { activity, ...PLACE, ...times(from, to) } },
});

export const erased = (from: number, to: number, activities?: string[]): HistoryEvent => {
  const { startedAt, endedAt } = times(from, to);
  return {
    stream: DAY,
    event: { type: 'TimeErased', data: { from: startedAt, to: endedAt, ...(activities && { activities }) } },
  };
};
