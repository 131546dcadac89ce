import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type NodeForTests, startNodeForTests, NO_UPCASTERS } from '../test/embedded-node.js';
import { EventStoreUnavailableError } from './errors.js';
import { EventStore } from './event-store.js';

/** What was deleted can be had removed for good, over the wire. */

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

it('what was deleted is in no file of the folder any more, and the rest goes on', async () => {
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

it('who asks while another scavenge runs has theirs after it', async () => {
  await client.appendToStream('secret-1', told('the deleted word'));
  await client.deleteStream('secret-1');
  const first = store.scavenge();
  await client.appendToStream('secret-2', told('the word deleted later'));
  await client.deleteStream('secret-2');
  await Promise.all([first, store.scavenge(), store.scavenge()]);
  expect(await isInFolder('the deleted word')).toBe(false);
  expect(await isInFolder('the word deleted later')).toBe(false);
});

it('a store that is away is unavailable', async () => {
  await tested.node.close();
  await expect(store.scavenge()).rejects.toThrow(EventStoreUnavailableError);
});
