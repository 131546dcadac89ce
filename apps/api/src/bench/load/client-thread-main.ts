import { parentPort, workerData } from 'node:worker_threads';
import type { ClientData, Outcome } from './client-thread.js';
import { Connection } from './connection.js';

const { origin, bearer } = workerData as ClientData;
const connection = new Connection(origin, bearer);

parentPort?.on('message', (path: string) => {
  void connection.chunksOf({ method: 'GET', path }).then(
    (chunks) => answer({ bytes: chunks.reduce((sum, { length }) => sum + length, 0) }),
    (error: unknown) => answer({ message: String(error) }),
  );
});

const answer = (outcome: Outcome): void => parentPort?.postMessage(outcome);
