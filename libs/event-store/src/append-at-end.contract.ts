import { v4 as uuidV4 } from 'uuid';
import { type NodeForTests, NO_UPCASTERS, startNodeForTests } from '../test/embedded-node.js';
import { appendAtEnd } from './append-at-end.js';
import { StreamGoneError } from './connection/errors.js';
import { EventStore, type NewEvent } from './event-store.js';

let tested: NodeForTests;
let store: EventStore;
beforeAll(async () => {
  tested = await startNodeForTests();
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
});
afterAll(async () => {
  await store.close();
  await tested.stop();
});

const noted = (text: string): NewEvent => ({
  event: { type: 'Noted', data: { text } },
  metadata: { now: 7, principalId: 'tester' },
});

async function textsIn(stream: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const { data } of store.read(stream)) texts.push((data as { text: string }).text);
  return texts;
}

describe('events that go to the end of a stream', () => {
  it('are all there once when many writers append at the same time', async () => {
    const stream = `notes-${uuidV4()}`;
    const texts = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(texts.map((text) => appendAtEnd(store, stream, [noted(text), noted(`${text}2`)])));
    const read = await textsIn(stream);
    expect([...read].sort()).toEqual(texts.flatMap((text) => [text, `${text}2`]));
    for (const text of texts) expect(read[read.indexOf(text) + 1]).toBe(`${text}2`);
  });

  it('follow what is there, also when older events are hidden', async () => {
    const stream = `notes-${uuidV4()}`;
    for (const text of ['a', 'b', 'c']) await appendAtEnd(store, stream, [noted(text)]);
    await store.truncate(stream, 2n);
    expect((await appendAtEnd(store, stream, [noted('d')])).revision).toBe(3n);
    expect(await textsIn(stream)).toEqual(['c', 'd']);
  });

  it('are refused by a stream that was removed for ever', async () => {
    const stream = `notes-${uuidV4()}`;
    await appendAtEnd(store, stream, [noted('a')]);
    await store.removeForEver(stream);
    await expect(appendAtEnd(store, stream, [noted('b')])).rejects.toBeInstanceOf(StreamGoneError);
  });
});
