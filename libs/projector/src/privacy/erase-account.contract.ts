import { createHash } from 'node:crypto';
import { accountStream, credentialStream, grantStream, linkStream, loginStream, sessionStream } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { v4 as uuidV4 } from 'uuid';
import { ErasureScene } from '../testing/erasure-scene.js';
import { type Log, Stage } from '../testing/stage.js';
import { eraseAccount } from './erase-account.js';

/** How the erasure of an account finds the credentials of its user. */

let stage: Stage;
let log: Log;
let scene: ErasureScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
  log = await stage.newLog();
  scene = new ErasureScene(stage, log);
});
afterAll(() => stage.close());

const hash = () => createHash('sha256').update(uuidV4()).digest('hex');

/** Issues a secret of the user. Resolves to its stream. */
async function issue(userId: string, secretHash = hash()): Promise<string> {
  const stream = credentialStream(secretHash);
  const times = { startedAt: 0, expiresAt: 1 };
  const data = { kind: 'session', userId, credentialId: uuidV4(), ...times };
  await scene.append(stream, { type: 'CredentialIssued', data });
  return stream;
}

/** Erases the account. Resolves to the prefixes of the streams that it looked for in the log. */
async function erase(userId: string): Promise<string[]> {
  const followed: string[] = [];
  const store = new Proxy(log.store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: [{ streamPrefixes: string[] }]) => {
        if (name === 'followToEnd') followed.push(...args[0].streamPrefixes);
        return (value as (...all: unknown[]) => unknown).apply(target, args);
      };
    },
  });
  await eraseAccount(store, { erasureId: uuidV4(), userId, metadata: { now: 0, principalId: 'eraser' } });
  return followed;
}

const isGone = async (stream: string) => (await scene.typesIn(stream)).length === 0;

it('finds keys, sessions, codes and tokens on the lists of the user, and looks at no others', async () => {
  const { userId, credential } = await scene.user('listed@example.org');
  const [session, token, code, returned] = [hash(), hash(), hash(), hash()];
  const streams = await Promise.all([session, token, code, returned].map((one) => issue(userId, one)));
  const times = { startedAt: 0, expiresAt: 1 };
  await scene.append(sessionStream(userId), {
    ...{ type: 'SessionListed', data: { sessionId: 's', secretHash: session, ...times } },
  });
  const granted = { clientId: 'c', scopes: [], grantedAt: 0 };
  for (const event of [
    { type: 'AuthorizationCodeListed', data: { codeHash: code, expiresAt: 1 } },
    { type: 'AccessTokenListed', data: { tokenHash: token, codeHash: code, ...granted } },
    { type: 'AccessTokenReturned', data: { tokenHash: returned } },
  ]) {
    await scene.append(grantStream(userId), event);
  }
  expect(await erase(userId)).not.toContain('credential-');
  for (const stream of [credential, ...streams]) expect([stream, await isGone(stream)]).toEqual([stream, true]);
});

it('removes a listed secret that was not issued yet, so that it never is', async () => {
  const { userId } = await scene.user('late@example.org');
  const secretHash = hash();
  const data = { sessionId: 's', secretHash, startedAt: 0, expiresAt: 1 };
  await scene.append(sessionStream(userId), { type: 'SessionListed', data });
  await erase(userId);
  await expect(issue(userId, secretHash)).rejects.toThrow('removed for ever');
});

it('reads hashes out of events of a newer version, too', async () => {
  const { userId } = await scene.user('newer@example.org');
  const secretHash = hash();
  const stream = await issue(userId, secretHash);
  await scene.append(sessionStream(userId), { type: 'SessionPainted', data: { secretHash, colour: 'red' } });
  await erase(userId);
  expect(await isGone(stream)).toBe(true);
});

it('takes a hash for a credential only where the server writes one, not out of the texts of the user', async () => {
  const other = await scene.user('victim@example.org');
  const { userId } = await scene.user('attacker@example.org');
  const stolen = other.credential.slice('credential-'.length);
  const key = { keyId: 'x', name: stolen, secretHash: hash() };
  await scene.append(accountStream(userId), { type: 'ApiKeyListed', data: key });
  await scene.append(accountStream(userId), { type: 'ProfileChanged', data: { city: stolen } });
  await erase(userId);
  expect(await scene.typesIn(other.credential)).toEqual(['CredentialIssued']);
});

it('looks through the log once for the credentials of an account that an older version opened', async () => {
  const { userId, credential } = await scene.olderUser('older@example.org');
  const [own, other] = [await issue(userId), await issue(uuidV4())];
  expect((await erase(userId)).filter((prefix) => prefix === 'credential-')).toEqual(['credential-']);
  expect(await Promise.all([credential, own, other].map(isGone))).toEqual([true, true, false]);
  // An erasure that was cut off after this begins again. The account is gone with the rest.
  expect(await isGone(accountStream(userId))).toBe(true);
  expect(await erase(userId)).not.toContain('credential-');
});

it('gives back the address to which the user was moving when the server stopped, and no address of others', async () => {
  const { userId, login } = await scene.user('moving@example.org');
  const other = await scene.user('taken@example.org');
  const next = loginStream(createHash('sha256').update('next@example.org').digest('hex'));
  const terms = { purpose: 'move', passwordMark: 'm', by: 'mail', expiresAt: 1 };
  for (const email of ['next@example.org', 'taken@example.org']) {
    await scene.append(linkStream(userId), { type: 'LinkMade', data: { ...terms, email, linkHash: hash() } });
  }
  await scene.append(next, { type: 'LoginRegistered', data: { userId } });
  await erase(userId);
  const left = await Promise.all([login, next, other.login, linkStream(userId)].map((one) => scene.typesIn(one)));
  expect(left).toEqual([['LoginReleased'], ['LoginReleased'], ['LoginRegistered'], []]);
});
