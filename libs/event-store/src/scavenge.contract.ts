import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type NodeForTests, startNodeForTests, NO_UPCASTERS } from '../test/embedded-node.js';
import { EventStoreUnavailableError } from './errors.js';
import { EventStore } from './event-store.js';

/** A client can make the server remove deleted events for good. */

let tested: NodeForTests;
let store: EventStore;
let client: EventStoreDBClient;

beforeEach(async () => {
  tested = await startNodeForTests();
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
  client = EventStoreDBClient.connectionString(tested.node.connectionString);
});

afterEach(async () => {
  await client.dispose();
  await store.close();
  await tested.stop();
});

async function isInFolder(text: string): Promise<boolean> {
  const entries = await readdir(tested.dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
  return contents.some((content) => content.includes(text));
}

const told = (text: string) => jsonEvent({ type: 'Told', data: { text } });

it('deleted events leave every file of the folder, and other events stay', async () => {
  await client.appendToStream('secret-1', told('the deleted word'));
  await client.appendToStream('public-1', told('the lasting word'));
  await client.deleteStream('secret-1');
  expect(await isInFolder('the deleted word')).toBe(true);

  await store.scavenge();

  expect(await isInFolder('the deleted word')).toBe(false);
  expect(await isInFolder('the lasting word')).toBe(true);
  const again = await client.appendToStream('secret-1', told('another word'), { expectedRevision: 0n });
  expect(again.nextExpectedRevision).toBe(1n);
});

it('a scavenge that is asked for while another one runs follows it', async () => {
  await client.appendToStream('secret-1', told('the deleted word'));
  await client.deleteStream('secret-1');
  const first = store.scavenge();
  await client.appendToStream('secret-2', told('the word deleted later'));
  await client.deleteStream('secret-2');
  await Promise.all([first, store.scavenge(), store.scavenge()]);
  expect(await isInFolder('the deleted word')).toBe(false);
  expect(await isInFolder('the word deleted later')).toBe(false);
});

it('fails as unavailable while the store is away', async () => {
  await tested.node.close();
  await expect(store.scavenge()).rejects.toThrow(EventStoreUnavailableError);
});
