import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { HOSTILE_LOADS } from './hostile-loads.js';
import type { Hostile, HostileCount } from './hostile-thread.js';

/** Sends the requests of a load, again and again, and reads the answers to their end. */
const { origin, bearers, load } = workerData as Hostile;
const agent = new Agent({ keepAlive: true });
const count: { -readonly [K in keyof HostileCount]: HostileCount[K] } = { answers: 0, bytes: 0, failures: 0 };

function ask(bearer: string, n: number): Promise<void> {
  const { method, path, body } = HOSTILE_LOADS[load]?.(n) ?? { method: 'GET', path: '/' };
  return new Promise((resolve) => {
    const done = (isWhole: boolean) => {
      if (isWhole) count.answers += 1;
      else count.failures += 1;
      resolve();
    };
    const headers = {
      authorization: `Bearer ${bearer}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const sent = request(`${origin}${path}`, { method, agent, headers }, (response) => {
      response.on('data', (chunk: Buffer) => (count.bytes += chunk.length));
      response.on('error', () => done(false));
      response.on('end', () => done(response.statusCode === 200));
    }).on('error', () => done(false));
    count.bytes += body?.length ?? 0;
    sent.end(body);
  });
}

async function askForEver(bearer: string, first: number): Promise<never> {
  for (let n = first; ; n++) await ask(bearer, n);
}

bearers.forEach((bearer, n) => void askForEver(bearer, n));
parentPort?.on('message', () => parentPort?.postMessage(count));
