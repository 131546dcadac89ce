import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loginStream, UPCASTERS } from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { EventStore } from '@app/event-store';
import { sha256 } from '../ground/secrets.js';
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
  const moved = here.logins.moveTo(id, { email: 'new@example.org', by: 'mail' }, 2);
  await expect(moved).rejects.toMatchObject({ code: 'unknown_account' });
  await expect(here.open({ ...terms, email: 'new@example.org' }, 3)).resolves.toMatchObject({
    email: 'new@example.org',
  });
});

it('keeps both addresses to their accounts when the new one is taken', async () => {
  const accounts = aProcess();
  const { id } = await accounts.open({ ...terms, email: 'mine@example.org' }, 0);
  const other = await accounts.open({ ...terms, email: 'theirs@example.org' }, 0);
  const moved = accounts.logins.moveTo(id, { email: 'theirs@example.org', by: 'mail' }, 1);
  await expect(moved).rejects.toMatchObject({ code: 'email_taken' });
  expect((await accounts.logins.accountOfEmail('theirs@example.org'))?.userId).toBe(other.id);
  expect((await accounts.logins.accountOfEmail('mine@example.org'))?.userId).toBe(id);
});

describe('a change of address that a crash cut off', () => {
  const HOUR = 3_600_000;
  const LATER = HOUR + 10 * 60_000;
  let emails = 0;
  let next: string;
  beforeEach(() => (next = `next-${emails++}@example.org`));

  /** An account that has reserved the next address, an hour after it was opened. */
  async function cutOff(accounts: Accounts): Promise<string> {
    const { id } = await accounts.open({ ...terms, email: `old-${next}` }, 0);
    const event = { type: 'LoginRegistered', data: { userId: id, at: HOUR } };
    await store.append(loginStream(sha256(next)), [{ event, metadata: { now: HOUR, principalId: id } }], 'no_stream');
    return id;
  }

  it.each(['another account', 'an account that moves'])('leaves the address to %s ten minutes later', async (who) => {
    const accounts = aProcess();
    const id = await cutOff(accounts);
    const take = async (now: number) => {
      if (who === 'another account') return (await accounts.open({ ...terms, email: next }, now)).id;
      const other = await accounts.open({ ...terms, email: `${now}-${next}` }, now);
      await accounts.logins.moveTo(other.id, { email: next, by: 'mail' }, now);
      return other.id;
    };
    await expect(take(LATER - 1)).rejects.toMatchObject({ code: 'email_taken' });
    const taken = await take(LATER);
    expect((await accounts.logins.accountOfEmail(next))?.userId).toBe(taken);
    expect((await accounts.logins.accountOfEmail(`old-${next}`))?.userId).toBe(id);
  });

  it('keeps the address while it is tried again', async () => {
    const [here, elsewhere] = [aProcess(), aProcess()];
    const id = await cutOff(here);
    await here.logins.moveTo(id, { email: next, by: 'mail' }, LATER);
    await expect(elsewhere.open({ ...terms, email: next }, LATER)).rejects.toMatchObject({ code: 'email_taken' });
    expect((await elsewhere.logins.accountOfEmail(next))?.userId).toBe(id);
  });

  it('leaves the old address to others when the crash came before it was given back', async () => {
    const accounts = aProcess();
    const { id } = await accounts.open({ ...terms, email: `old-${next}` }, 0);
    await accounts.change(id, { type: 'ChangeAddress', data: { email: next, by: 'mail' } }, HOUR);
    const other = await accounts.open({ ...terms, email: `old-${next}` }, LATER);
    expect(other.id).not.toBe(id);
  });
});
