import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { LogStore } from './store/log-store.js';
import { removeFolder, temporaryFolder } from './testing/node-under-test.js';
import { runProgram } from './testing/program-run.js';
import { systemEvent } from './writes/perform-write.js';
import { WriteLoop } from './writes/write-loop.js';

/** A paused reader costs the node the memory of a page, not of the log. */

const EVENTS = 99_000;
const EVENT_BYTES = 1000;
const BATCH = 900;
const READERS = 4;
const STREAM = 'slow-1';

/** Writes the log without a client. With a client this would take most of the test's time. */
async function fill(dir: string): Promise<void> {
  const store = LogStore.open(dir);
  const writes = new WriteLoop(store, (error) => {
    throw error;
  });
  const data = Buffer.alloc(EVENT_BYTES, 'x');
  for (let written = 0; written < EVENTS; written += BATCH) {
    const events = Array.from({ length: BATCH }, () => systemEvent('Read', data));
    await writes.submit({ stream: STREAM, expected: 'any', action: { kind: 'append', events } });
  }
  await store.close();
}

/** The private memory of a process in MiB. The mapped pages of the log do not count. */
function anonymousMiB(pid: number): number {
  const kib = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

// /proc tells the memory of another process, and only Linux has it.
const isLinux = process.platform === 'linux';
if (!isLinux) process.stderr.write('NOT CHECKED: the memory of the node under paused readers needs Linux.\n');
const onLinux = isLinux ? it : it.skip;

onLinux('paused readers do not grow the memory of the node, and miss no event later', async () => {
  const dir = temporaryFolder();
  await fill(dir);
  const { pid, port, stop } = await runProgram(dir);
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);

  const before = anonymousMiB(pid);
  const readers = Array.from({ length: READERS }, () => client.subscribeToStream(STREAM));
  // Each reader fills its buffers and then stops. The node must not hold the 100 MB for each.
  await Promise.all(readers.map(async (reader) => once(reader, 'readable')));
  for (let commits = 0; commits < 200; commits++)
    await client.appendToStream('live-1', jsonEvent({ type: 'Live', data: {} }));
  expect(anonymousMiB(pid) - before).toBeLessThan(80);

  const [first, ...others] = readers;
  let next = 0n;
  for await (const { event } of first ?? []) {
    expect(event?.revision).toBe(next++);
    if (next === 5000n) break;
  }
  for (const reader of others) {
    await reader.unsubscribe();
    reader.resume();
  }
  await client.dispose();
  await stop();
  removeFolder(dir);
});
