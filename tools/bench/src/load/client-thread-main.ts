import { parentPort, workerData } from 'node:worker_threads';
import type { ClientData, Outcome } from './client-thread.js';
import { Connection } from './connection.js';

const { origin, bearer } = workerData as ClientData;
const connection = new Connection(origin, bearer);

parentPort?.on('message', (path: string) => {
  const startedAt = performance.now();
  void connection.chunksOf({ method: 'GET', path }).then(
    (chunks) => {
      const ms = performance.now() - startedAt;
      answer({ bytes: chunks.reduce((sum, { length }) => sum + length, 0), ms });
    },
    (error: unknown) => answer({ message: String(error) }),
  );
});

const answer = (outcome: Outcome): void => parentPort?.postMessage(outcome);
