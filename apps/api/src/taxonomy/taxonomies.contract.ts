import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { taxonomyStream, UPCASTERS } from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { EventStore } from '@app/event-store';
import { pino } from 'pino';
import { LogChanges } from '../stores/log-changes.js';
import { Taxonomies } from './taxonomies.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

describe('how users class their time, as reports ask for it', () => {
  let dir: string;
  let node: EmbeddedNode;
  let store: EventStore;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-taxonomies-'));
    node = await startNode({ dir });
    store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  });
  afterEach(async () => {
    await store.close();
    await node.close();
    await rm(dir, { recursive: true, force: true });
  });

  const classify = (productivity: -2 | 2, expected: 'no_stream' | bigint = 'no_stream') =>
    store.append(
      taxonomyStream(USER),
      [
        {
          event: { type: 'ActivityClassified', data: { activity: 'vim', productivity } },
          metadata: { now: 0, principalId: USER },
        },
      ],
      expected,
    );
  const levelOf = async (taxonomies: Taxonomies) => (await taxonomies.classesOf(USER)).ofActivity('vim').productivity;

  it('knows a change that this process made at once, also when a reading that began before it ends after it', async () => {
    let release: () => void = () => undefined;
    let hasRead: () => void = () => undefined;
    let isHeld = false;
    const slow = new Proxy(store, {
      get(target, name) {
        if (name !== 'read') return Reflect.get(target, name, target) as unknown;
        return async function* (stream: string, from: bigint) {
          yield* target.read(stream, from);
          if (!isHeld) return;
          hasRead();
          await new Promise<void>((resolve) => (release = resolve));
        };
      },
    });
    await classify(-2);
    const taxonomies = new Taxonomies(slow, new LogChanges(slow, pino({ enabled: false })));
    expect(await levelOf(taxonomies)).toBe(-2);
    taxonomies.changed(USER);
    isHeld = true;
    const atItsEnd = new Promise<void>((resolve) => (hasRead = resolve));
    const begunBefore = levelOf(taxonomies);
    await atItsEnd;
    await classify(2, 0n);
    taxonomies.changed(USER);
    isHeld = false;
    release();
    await begunBefore;
    expect(await levelOf(taxonomies)).toBe(2);
  });
});
