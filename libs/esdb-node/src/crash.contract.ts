import { EventStoreDBClient, jsonEvent, type JSONEventData } from '@eventstore/db-client';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { PROGRAM, removeFolder, temporaryFolder } from './testing/node-under-test.js';

/** What was acknowledged survives kill -9, once, in order; the same client object carries on by itself. */

const WRITERS = 8;
const ROUNDS = 5;
const APPENDS_PER_ROUND = 60;

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(dir: string, port: number): Promise<Started> {
  const child = spawn(process.execPath, [PROGRAM, '--dir', dir, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, port: Number(line.toString().split(' ')[1]) };
}

/** Appends events of its own stream one by one; an event is sent again, same id and revision, until acknowledged. */
class Writer {
  readonly stream = `writer-${randomUUID()}`;
  readonly acknowledged: string[] = [];
  retries = 0;
  #stopped = false;

  async run(client: EventStoreDBClient): Promise<void> {
    while (!this.#stopped) {
      const event: JSONEventData = jsonEvent({ type: 'Survived', data: { number: this.acknowledged.length } });
      await this.#appendUntilAcknowledged(client, event);
      this.acknowledged.push(event.id);
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  async #appendUntilAcknowledged(client: EventStoreDBClient, event: JSONEventData): Promise<void> {
    const last = this.acknowledged.length - 1;
    const expectedRevision = last < 0 ? 'no_stream' : BigInt(last);
    for (;;) {
      try {
        const { nextExpectedRevision } = await client.appendToStream(this.stream, event, { expectedRevision });
        expect(nextExpectedRevision).toBe(BigInt(last + 1));
        return;
      } catch (error) {
        if (!isOutage(error)) throw error;
        this.retries++;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

/** While the node is down the client gives either its own error or, from its capability fetch, a raw gRPC one. */
function isOutage(error: unknown): boolean {
  const { type, code } = error as { type?: string; code?: number };
  return type === 'unavailable' || type === 'cancelled' || code === 14 || code === 13;
}

/** Resolves when `condition` holds; looks again after each turn of the clock. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('no acknowledged event is lost, doubled or moved by kill -9, and revisions have no gap', async () => {
  const dir = temporaryFolder();
  let { child, port } = await start(dir, 0);
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  const writers = Array.from({ length: WRITERS }, () => new Writer());
  const running = Promise.all(writers.map((writer) => writer.run(client)));
  const total = (): number => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);

  for (let round = 0; round < ROUNDS; round++) {
    const target = total() + APPENDS_PER_ROUND;
    await until(() => total() >= target);
    child.kill('SIGKILL');
    await once(child, 'close');
    ({ child, port } = await start(dir, port));
  }
  const afterLastCrash = total();
  await until(() => total() > afterLastCrash);
  for (const writer of writers) writer.stop();
  await running;

  expect(writers.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(0);
  const inLog: string[] = [];
  for await (const { event } of client.readAll()) if (event?.type === 'Survived') inLog.push(event.id);
  expect(new Set(inLog).size).toBe(inLog.length);
  expect(inLog.length).toBe(total());
  for (const { stream, acknowledged } of writers) {
    const stored: [bigint, string][] = [];
    for await (const { event } of client.readStream(stream)) if (event) stored.push([event.revision, event.id]);
    expect(stored).toEqual(acknowledged.map((id, revision) => [BigInt(revision), id]));
  }

  await client.dispose();
  child.kill('SIGTERM');
  await once(child, 'close');
  removeFolder(dir);
});
