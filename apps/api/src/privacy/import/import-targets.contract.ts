import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from '@app/esdb-node';
import { taxonomyStream, UPCASTERS } from '@app/domain';
import { EventStore } from '@app/event-store';
import { v4 as uuidV4 } from 'uuid';
import { ImportTargets } from './import-targets.js';

let dir: string;
let node: Awaited<ReturnType<typeof startNode>>;
let store: EventStore;
let targets: ImportTargets;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-targets-'));
  node = await startNode({ dir });
  store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  targets = new ImportTargets(store);
});
afterAll(async () => {
  await store.close();
  await node.close();
  await rm(dir, { recursive: true, force: true });
});

const some = () => ({
  id: uuidV4(),
  event: { type: 'ActivityReset', data: { activity: 'vim' } },
  metadata: { now: 0, principalId: 'tester' },
});

/** A stream with two events. An import knew the first and appended the second. */
async function imported() {
  const stream = taxonomyStream(uuidV4());
  const [first, second] = [some(), some()];
  await store.append(stream, [first], 'no_stream');
  const target = await targets.take(stream);
  await store.append(stream, [second], 0n);
  targets.putBack(stream, target, [second.id]);
  return { stream, ids: target.ids, first: first.id, second: second.id };
}

describe('the target of an import', () => {
  it('is remembered with what was appended, so the next call does not read its events', async () => {
    const { stream, ids, first, second } = await imported();
    const again = await targets.take(stream);
    expect(again).toMatchObject({ first, expected: 1n });
    expect([...again.ids]).toEqual([first, second]);
    expect(again.ids).toBe(ids);
  });

  it('is read again when others appended, or the stream was truncated or removed', async () => {
    const { stream, second } = await imported();
    const third = some();
    await store.append(stream, [third], 1n);
    const later = await targets.take(stream);
    expect([later.expected, later.ids.has(third.id)]).toEqual([2n, true]);
    targets.putBack(stream, later, []);
    await store.append(stream, [some()], 2n);
    await store.truncate(stream, 3n);
    const truncated = await targets.take(stream);
    expect([truncated.expected, truncated.ids.size, truncated.ids.has(second)]).toEqual([3n, 1, false]);
    targets.putBack(stream, truncated, []);
    await store.removeForEver(stream);
    expect(await targets.take(stream)).toMatchObject({ first: undefined, expected: 'no_stream' });
  });

  it('belongs to one call at a time', async () => {
    const { stream, ids } = await imported();
    const [one, other] = [await targets.take(stream), await targets.take(stream)];
    expect(one.ids).toBe(ids);
    expect(other.ids).not.toBe(ids);
    expect([...other.ids]).toEqual([...ids]);
  });
});
