import { randomUUID } from 'node:crypto';
import { accountDecider, accountStream, credentialStream } from '@app/domain';
import { readState } from '@app/event-store';
import { sha256 } from '../ground/secrets.js';
import type { TestApp } from './start-app.js';

/** Makes a key as versions did before keys had kinds. Resolves to its secret. */
export async function oldKey({ stores: { eventStore } }: Pick<TestApp, 'stores'>, userId: string): Promise<string> {
  const [key, keyId] = [randomUUID(), randomUUID()];
  const secretHash = sha256(key);
  const metadata = { now: 0, principalId: userId };
  const listed = { type: 'ApiKeyListed', data: { keyId, name: 'old', secretHash } };
  const { expected } = await readState(eventStore, accountStream(userId), accountDecider);
  await eventStore.append(accountStream(userId), [{ event: listed, metadata }], expected);
  const issued = { type: 'CredentialIssued', data: { kind: 'api-key', userId, credentialId: keyId } };
  await eventStore.append(credentialStream(secretHash), [{ event: issued, metadata }], 'no_stream');
  return key;
}
