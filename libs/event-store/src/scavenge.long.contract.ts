import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type NodeForTests, startNodeForTests, NO_UPCASTERS } from '../test/embedded-node.js';
import { EventStoreUnavailableError } from './connection/errors.js';
import { ScriptedCluster, type ScriptedMember } from '../test/scripted-cluster.js';
import { EventStore, type NewEvent } from './event-store.js';

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

describe('on a cluster', () => {
  let cluster: ScriptedCluster;
  let clustered: EventStore;
  beforeEach(async () => {
    cluster = await ScriptedCluster.start();
    clustered = new EventStore(cluster.connectionString, { upcasters: NO_UPCASTERS });
  });
  afterEach(async () => {
    await clustered.close();
    await cluster.close();
  });

  const noted = (n: number): NewEvent => ({
    event: { type: 'Noted', data: { n } },
    metadata: { now: 0, principalId: 't' },
  });
  /** The position of what was hidden last. */
  async function hide(stream: string): Promise<bigint> {
    await clustered.append(stream, [noted(1), noted(2)], 'no_stream');
    await clustered.truncate(stream, 1n);
    return (await clustered.append(`${stream}-after`, [noted(3)], 'no_stream')).position;
  }

  it('nothing that was hidden stays with any member', async () => {
    const hidden = await hide('a');
    await clustered.scavenge();
    for (const { cleanBefore } of cluster.members) expect(cleanBefore).toBeGreaterThan(hidden);
  });

  it('nothing stays with any member when the connection string names only one', async () => {
    const hidden = await hide('a');
    const ofOne = new EventStore(`esdb://${cluster.members[0]?.endpoint}?tls=false`, { upcasters: NO_UPCASTERS });
    await ofOne.scavenge();
    await ofOne.close();
    for (const { cleanBefore } of cluster.members) expect(cleanBefore).toBeGreaterThan(hidden);
  });

  it('a member that was behind an old point is scavenged again', async () => {
    const [first, second, third] = cluster.members as [ScriptedMember, ScriptedMember, ScriptedMember];
    await hide('a');
    // An administrator scavenged one member only. The others did not carry out that point.
    cluster.points.push(await cluster.note('$scavengePoints', '$scavengePoint', {}));
    first.cleanBefore = cluster.points[0] ?? 0n;
    // After a failover one of the others leads.
    cluster.named = second;
    const hidden = await hide('b');
    await clustered.scavenge();
    for (const { cleanBefore } of [first, second, third]) expect(cleanBefore).toBeGreaterThan(hidden);
  });

  it.each(['down', 'frozen'] as const)(
    'a member that is %s is named, and nothing counts as done',
    async (condition) => {
      await hide('a');
      const [, , third] = cluster.members as [ScriptedMember, ScriptedMember, ScriptedMember];
      await third.become(condition);
      await expect(clustered.scavenge()).rejects.toThrow(
        `The event store ${third.endpoint} does not answer. Its files may still hold what was erased.`,
      );
      await third.become('working');
      await clustered.scavenge();
    },
  );

  it('one serves all who wait for it', async () => {
    await hide('a');
    await Promise.all(Array.from({ length: 10 }, () => clustered.scavenge()));
    for (const { scavenges } of cluster.members) expect(scavenges).toBeLessThanOrEqual(4);
  });
});
