import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { credentialDecider, credentialStream, UPCASTERS } from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { EventStore, handleCommand } from '@app/event-store';
import { newSecret, sha256 } from '../ground/secrets.js';
import { Credentials } from '../identity/credentials.js';
import { LogChanges } from './log-changes.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const PATIENCE_MS = 20_000;
const HEARING = 'following changes of accounts, credentials and taxonomies';
const DEAF = 'changes of other processes are not heard; trying again';

let dir: string;
let node: EmbeddedNode;
let store: EventStore;
let said: string[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-changes-'));
  node = await startNode({ dir });
  store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  said = [];
});
afterEach(async () => {
  await store.close();
  await node.close();
  await rm(dir, { recursive: true, force: true });
});

const log = {
  info: (_fields: object, message: string) => void said.push(message),
  warn: (_fields: object, message: string) => void said.push(message),
};

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; !(await isSo()); await nextTurn()) {
    if (Date.now() > deadline) throw new Error(`It did not come to pass; the log says: ${said.join(', ')}`);
  }
}

/** Credentials of one process, which follow the changes of others. */
function following(from: EventStore) {
  const changes = new LogChanges(from, log as never);
  const credentials = new Credentials(from, changes);
  changes.onApplicationBootstrap();
  return { changes, credentials };
}

async function issuedKey(credentials: Credentials): Promise<string> {
  const key = newSecret();
  await credentials.issue(key, { kind: 'api-key', userId: USER, credentialId: newSecret() }, 0);
  return key;
}

/** Revokes a key as another process does: only the log tells the credentials under test. */
async function revokeElsewhere(key: string): Promise<void> {
  const metadata = { now: 0, principalId: USER };
  const revoke = { type: 'RevokeCredential', data: {}, metadata } as const;
  await handleCommand(store, credentialStream(sha256(key)), credentialDecider, revoke);
}

describe('changes in the log', () => {
  it('are heard again after the node was away, and the log says both', async () => {
    const { changes, credentials } = following(store);
    await until(() => said.includes(HEARING));
    const longMs = changes.rememberMs;
    const key = await issuedKey(credentials);
    expect(await credentials.principalOf(key)).toBeDefined();

    const { port } = node;
    await node.close();
    await until(() => said.includes(DEAF));
    expect(changes.rememberMs).toBeLessThan(longMs);

    said = [];
    node = await startNode({ dir, port });
    await until(() => said.includes(HEARING));
    expect(changes.rememberMs).toBe(longMs);
    await until(async () => (await credentials.principalOf(key)) !== undefined);
    await revokeElsewhere(key);
    await until(async () => (await credentials.principalOf(key)) === undefined);
    await changes.onApplicationShutdown();
  });

  it('before the subscription count for what was being read then', async () => {
    const key = await issuedKey(new Credentials(store, new LogChanges(store, log as never)));
    let [release, reached] = [() => undefined as void, () => undefined as void];
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    const isHeld = new Promise<void>((resolve) => (reached = resolve));
    const read = async function* (...request: Parameters<EventStore['read']>) {
      yield* store.read(...request);
      reached();
      await isReleased;
    };
    const held = new Proxy(store, {
      get(target, name) {
        const value: unknown = name === 'read' ? read : Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const changes = new LogChanges(held, log as never);
    const credentials = new Credentials(held, changes);
    const asked = credentials.principalOf(key);
    await isHeld;
    await revokeElsewhere(key);
    changes.onApplicationBootstrap();
    await until(() => said.includes(HEARING));
    release();
    expect(await asked).toBeDefined();
    const known = await credentials.principalOf(key);
    await changes.onApplicationShutdown();
    expect(known).toBeUndefined();
  });

  it('are heard again after a subscription that failed for good', async () => {
    let failures = 0;
    const failing = new Proxy(store, {
      get(target, name) {
        if (name !== 'subscribe' || failures === 2) {
          const value = Reflect.get(target, name, target) as unknown;
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        }
        failures += 1;
        return () => {
          throw new Error('access denied');
        };
      },
    });
    const { changes, credentials } = following(failing);
    await until(() => said.includes(HEARING));
    expect(said).toEqual([DEAF, DEAF, HEARING]);
    const key = await issuedKey(credentials);
    expect(await credentials.principalOf(key)).toBeDefined();
    await revokeElsewhere(key);
    await until(async () => (await credentials.principalOf(key)) === undefined);
    await changes.onApplicationShutdown();
  });
});
