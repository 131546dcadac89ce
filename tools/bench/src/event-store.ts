import type { Print } from './benchmarks.js';
import { appendSingly, appendToEach, fill, KEPT } from './event-store/appends.js';
import { deliverToAll, echoAtPace, echoOneByOne, type Memory, pauseSubscriber } from './event-store/deliveries.js';
import { catchUp, readAll, readStreams, readTails } from './event-store/reads.js';
import { APPEND_HEADERS, appendRow, CALL_HEADERS, callRow, READ_HEADERS, readRow } from './event-store/rows.js';
import { type Measured, type Target, timeOpening, withNode } from './event-store/target.js';
import { median } from './report/quantile.js';
import { alignedTable } from './report/table.js';
import type { Workspace } from './load/workspace.js';

const STREAMS = 10_000;
const CALLERS = 32;
/** The node serves 100 calls at once on a connection. */
const SUBSCRIBERS = 90;
const PACE_PER_SECOND = 1_000;

/**
 * Measures the event store node in a process of its own, through the client in this one: appends,
 * reads, latency, start-up and memory on a log of so many events. The targets beside the figures
 * are for two quiet cores. Linux only: the cost of the node is read from /proc.
 */
export async function eventStore(workspace: Workspace, print: Print, { events }: { events: number }): Promise<void> {
  const emptyMs = await timeOpening(workspace);
  const filled = await withNode(workspace, (target) => fill(target, events));
  const fullMs = await timeOpening(workspace);
  const paused = await withNode(workspace, pauseSubscriber);
  const toAll = await withNode(workspace, async (target) => {
    await measureReads(target, events, print);
    await measureAppends(target, filled, print);
    return measureDeliveries(target, print);
  });
  const manyMs = await timeOpening(workspace);
  print('');
  print(
    alignedTable(
      ['start and memory', 'figure', 'unit', 'target'],
      [
        ['start of the process until it answers, empty folder', median(emptyMs), 'ms', ''],
        [`the same, ${events.toLocaleString('en')} events in 100 streams`, median(fullMs), 'ms', '< 2,000'],
        [`the same, and ${STREAMS.toLocaleString('en')} streams more`, median(manyMs), 'ms', '< 2,000'],
        ...memoryRows('a paused subscriber to all of the log', paused, '+ a page or two'),
        ...memoryRows(`${SUBSCRIBERS} subscriptions`, toAll, ''),
      ],
    ),
  );
}

async function measureReads(target: Target, events: number, print: Print): Promise<void> {
  const some = Math.ceil(events / 4);
  print('');
  print(
    alignedTable(READ_HEADERS, [
      readRow('subscribeToAll', await catchUp(target, events), '>= 45,000/s, node <= 10 µs'),
      readRow('subscribeToAll, prefix of half', await catchUp(target, some, `${KEPT}-`)),
      readRow('readAll', await readAll(target, some), 'node <= 10 µs'),
      readRow('readStream', await readStreams(target, some), 'node <= 10 µs'),
    ]),
  );
}

async function measureAppends(target: Target, filled: Measured, print: Print): Promise<void> {
  const [callers, streams] = [`${CALLERS} callers`, STREAMS.toLocaleString('en')];
  print('');
  print(
    alignedTable(APPEND_HEADERS, [
      appendRow('batches of 500, 1 caller', filled, '>= 20,000/s'),
      appendRow('single, 1 caller', await appendSingly(target, 1)),
      appendRow(`single, ${callers}`, await appendSingly(target, CALLERS), '>= 5,000/s, p99 <= 20 ms'),
      appendRow(`single, ${callers}, ${streams} new streams`, await appendToEach(target, STREAMS, CALLERS)),
    ]),
  );
}

async function measureDeliveries(target: Target, print: Print): ReturnType<typeof deliverToAll> {
  const toAll = await deliverToAll(target, SUBSCRIBERS);
  print('');
  print(
    alignedTable(CALL_HEADERS, [
      callRow('append to subscriber, one by one', await echoOneByOne(target), 'p50 <= 2 ms'),
      callRow(
        `the same at ${PACE_PER_SECOND.toLocaleString('en')} appends/s`,
        await echoAtPace(target, PACE_PER_SECOND),
      ),
      callRow(`append to all of ${SUBSCRIBERS} subscribers`, toAll),
      callRow('read of the last 50 events of a stream', await readTails(target)),
    ]),
  );
  return toAll;
}

const memoryRows = (name: string, { beforeMiB, afterMiB }: Memory, target: string) => [
  [`memory of the node before ${name}`, beforeMiB, 'MiB', ''],
  ['after', afterMiB, 'MiB', target],
];
