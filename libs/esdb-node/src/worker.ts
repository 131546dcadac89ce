import { parentPort, workerData } from 'node:worker_threads';
import { openNode, type RunningNode } from './node.js';
import { type FromWorker, type ToWorker, type WorkerSettings } from './worker-protocol.js';

/** The thread of an embedded node. It opens the node, reports that, and closes it on request. */

const host = parentPort;
if (host === null) throw new Error('This file runs as a worker thread; start-node.ts starts it.');
const say = (message: FromWorker): void => host.postMessage(message);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
  const onFailure = (error: Error): void => say({ kind: 'failed', message: withCause(error) });
  const node: RunningNode = await openNode({ ...(workerData as WorkerSettings), onFailure });
  host.on('message', (message: ToWorker) => {
    if (message.kind === 'close') void node.close().finally(() => host.close());
    else void scavenge(node, message.request);
  });
  say({ kind: 'listening', port: node.port });
} catch (error) {
  say({ kind: 'refused', message: messageOf(error) });
}

async function scavenge(node: RunningNode, request: number): Promise<void> {
  try {
    say({ kind: 'scavenged', request, result: await node.scavenge() });
  } catch (error) {
    say({ kind: 'not-scavenged', request, message: messageOf(error) });
  }
}

function withCause(error: Error): string {
  return error.cause === undefined ? error.message : `${error.message} ${messageOf(error.cause)}`;
}
