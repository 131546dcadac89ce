import { parentPort, workerData } from 'node:worker_threads';
import type { ClientData, Outcome } from './client-thread.js';
import { Connection } from './connection.js';

const { origin, bearer } = workerData as ClientData;
const connection = new Connection(origin, bearer);

parentPort?.on('message', (path: string) => {
  void connection.call({ method: 'GET', path }).then(
    (text) => answer({ bytes: Buffer.byteLength(text) }),
    (error: unknown) => answer({ message: String(error) }),
  );
});

const answer = (outcome: Outcome): void => parentPort?.postMessage(outcome);
