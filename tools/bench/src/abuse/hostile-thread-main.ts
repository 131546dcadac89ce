import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import type { Hostile, HostileCount } from './hostile-thread.js';

/** Asks each path in turn, again and again, and reads the answers to their end. */
const { origin, bearers, paths } = workerData as Hostile;
const agent = new Agent({ keepAlive: true });
const count: { -readonly [K in keyof HostileCount]: HostileCount[K] } = { answers: 0, bytes: 0, failures: 0 };

function ask(bearer: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (isWhole: boolean) => {
      if (isWhole) count.answers += 1;
      else count.failures += 1;
      resolve();
    };
    get(`${origin}${path}`, { agent, headers: { authorization: `Bearer ${bearer}` } }, (response) => {
      response.on('data', (chunk: Buffer) => (count.bytes += chunk.length));
      response.on('error', () => done(false));
      response.on('end', () => done(response.statusCode === 200));
    }).on('error', () => done(false));
  });
}

async function askForEver(bearer: string, first: number): Promise<never> {
  for (let n = first; ; n++) await ask(bearer, paths[n % paths.length] ?? '/');
}

bearers.forEach((bearer, n) => void askForEver(bearer, n));
parentPort?.on('message', () => parentPort?.postMessage(count));
