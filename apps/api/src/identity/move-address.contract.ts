import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UPCASTERS } from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { EventStore } from '@app/event-store';
import { LogChanges } from '../stores/log-changes.js';
import { Accounts } from './accounts.js';
import { PasswordTurns } from './password-turns.js';

let dir: string;
let node: EmbeddedNode;
let store: EventStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-addresses-'));
  node = await startNode({ dir });
  store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
});
afterAll(async () => {
  await store.close();
  await node.close();
  await rm(dir, { recursive: true, force: true });
});

const aProcess = () =>
  new Accounts(store, new LogChanges(store, { info: () => undefined, warn: () => undefined }), new PasswordTurns());
const terms = { timeZone: 'UTC', plan: 'premium', openedBy: 'administrator' } as const;

it('leaves the new address free when another process closes the account during the move', async () => {
  const [here, elsewhere] = [aProcess(), aProcess()];
  const { id } = await here.open({ ...terms, email: 'old@example.org' }, 0);
  await here.accountOf(id);
  await elsewhere.close(id, 1);
  const moved = here.moveTo(id, { email: 'new@example.org', by: 'mail' }, 2);
  await expect(moved).rejects.toMatchObject({ code: 'unknown_account' });
  await expect(here.open({ ...terms, email: 'new@example.org' }, 3)).resolves.toMatchObject({
    email: 'new@example.org',
  });
});

it('keeps both addresses to their accounts when the new one is taken', async () => {
  const accounts = aProcess();
  const { id } = await accounts.open({ ...terms, email: 'mine@example.org' }, 0);
  const other = await accounts.open({ ...terms, email: 'theirs@example.org' }, 0);
  const moved = accounts.moveTo(id, { email: 'theirs@example.org', by: 'mail' }, 1);
  await expect(moved).rejects.toMatchObject({ code: 'email_taken' });
  expect((await accounts.accountOfEmail('theirs@example.org'))?.userId).toBe(other.id);
  expect((await accounts.accountOfEmail('mine@example.org'))?.userId).toBe(id);
});
