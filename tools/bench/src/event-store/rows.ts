import { median, quantile } from '../report/quantile.js';
import type { Lap } from './meter.js';
import type { Measured } from './target.js';

type Cell = string | number;

const sumOf = (laps: readonly Lap[], amountOf: (lap: Lap) => number) =>
  laps.reduce((sum, lap) => sum + amountOf(lap), 0);

/** CPU microseconds an event, on each side. */
function costOf({ laps }: Measured): { node: number; client: number } {
  const events = sumOf(laps, (lap) => lap.events);
  const perEvent = (amountOf: (lap: Lap) => number) => sumOf(laps, amountOf) / events;
  return { node: perEvent((lap) => lap.nodeMicros), client: perEvent((lap) => lap.clientMicros) };
}

const ratesOf = ({ laps }: Measured): number[] => laps.map(({ events, seconds }) => events / seconds);
const spreadOf = (rates: readonly number[]): number[] => [median(rates), Math.min(...rates), Math.max(...rates)];

export const APPEND_HEADERS = [
  ...['appends', 'events/s', 'least', 'most', 'call p50 ms', 'p99', 'node µs/event', 'client µs/event', 'target'],
];

/** The row of a load of appends: median, least and most of its laps. */
export function appendRow(name: string, measured: Measured, target = ''): Cell[] {
  const { node, client } = costOf(measured);
  const { callsMs } = measured;
  return [name, ...spreadOf(ratesOf(measured)), median(callsMs), quantile(callsMs, 0.99), node, client, target];
}

export const READ_HEADERS = [
  ...['reads', 'events', 'events/s', 'least', 'most', 'node µs/event', 'client µs/event', "client's ceiling/s"],
  ...['share of it', 'target'],
];

/**
 * The row of a read. The ceiling is what one core could read if the client only decoded: a second
 * divided by the CPU time that the client spends on an event in this load.
 */
export function readRow(name: string, measured: Measured, target = ''): Cell[] {
  const { node, client } = costOf(measured);
  const rates = ratesOf(measured);
  const ceiling = 1e6 / client;
  const events = sumOf(measured.laps, (lap) => lap.events);
  return [name, events, ...spreadOf(rates), node, client, Math.round(ceiling), median(rates) / ceiling, target];
}

export const CALL_HEADERS = ['latency', 'calls', 'p50 ms', 'p99', 'node µs/event', 'client µs/event', 'target'];

/** The row of a load whose calls are timed one by one. */
export function callRow(name: string, measured: Measured, target = ''): Cell[] {
  const { node, client } = costOf(measured);
  const { callsMs } = measured;
  return [name, callsMs.length, median(callsMs), quantile(callsMs, 0.99), node, client, target];
}
