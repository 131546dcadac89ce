import { EventStoreDBClient } from '@eventstore/db-client';
import { ClockBehindError, EventStore, EventStoreRefusedError, type NewEvent } from '../src/index.js';
import { NO_UPCASTERS } from './embedded-node.js';
import { ScriptedCluster } from './scripted-cluster.js';
import { type SecureNode, startSecureNode } from './secure-node.js';

const noted: NewEvent = { event: { type: 'Noted', data: {} }, metadata: { now: 0, principalId: 'tester' } };

let secure: SecureNode;
let opened: EventStore[] = [];
beforeAll(async () => {
  secure = await startSecureNode();
});
afterEach(async () => {
  for (const store of opened) await store.close();
  opened = [];
});
afterAll(() => secure.stop());

function open(connectionString: string): EventStore {
  const store = new EventStore(connectionString, { upcasters: NO_UPCASTERS });
  opened.push(store);
  return store;
}

async function firstOf<T>(events: AsyncIterable<T>): Promise<T | undefined> {
  for await (const event of events) return event;
  return undefined;
}

describe('a refusal is one sentence, and comes at once', () => {
  it.each<[title: string, ask: (store: EventStore) => Promise<unknown>]>([
    ['an append', (store) => store.append('a-1', [noted], 'no_stream')],
    ['a read', (store) => firstOf(store.read('a-1'))],
    ['a subscription', (store) => firstOf(store.subscribe({ streamPrefixes: ['a-'] }))],
    ['a question for its health', (store) => store.ping()],
    ['a truncation', (store) => store.truncate('a-1', 1n)],
    ['a removal', (store) => store.removeForEver('a-1')],
    ['a scavenge', (store) => store.scavenge()],
  ])('%s with a wrong password', async (_title, ask) => {
    await expect(ask(open(secure.withWrongPassword))).rejects.toMatchObject({
      name: 'EventStoreRefusedError',
      message:
        'The event store does not accept the user or the password of EVENTSTORE_URL. Correct them, and start again.',
    });
  });

  it.each<[title: string, ask: (store: EventStore) => Promise<unknown>]>([
    ['a subscription', (store) => firstOf(store.subscribe({ streamPrefixes: ['a-'] }))],
    ['a scavenge', (store) => store.scavenge()],
  ])('%s of a user without the right', async (_title, ask) => {
    const asked = ask(open(secure.user));
    await expect(asked).rejects.toThrow(EventStoreRefusedError);
    await expect(asked).rejects.toThrow('docs/operations.md names under "The user of the event store"');
  });
});

it('a user with the right that the documents give may follow the log', async () => {
  await open(secure.admin).append('b-1', [noted], 'no_stream');
  const client = EventStoreDBClient.connectionString(secure.admin);
  await client.setStreamMetadata('$all', { acl: { readRoles: ['timeledger', '$admins'] } });
  await client.dispose();
  expect(await firstOf(open(secure.user).subscribe({ streamPrefixes: ['b-'] }))).toMatchObject({ stream: 'b-1' });
});

it('a clock that is behind that of the store is named', async () => {
  const cluster = await ScriptedCluster.start({ nowMs: () => Date.now() + 20_000 });
  const store = new EventStore(cluster.connectionString, { upcasters: NO_UPCASTERS, patienceMs: 1_000 });
  try {
    await expect(store.append('c-1', [noted], 'no_stream')).rejects.toThrow(ClockBehindError);
  } finally {
    await store.close();
    await cluster.close();
  }
});
