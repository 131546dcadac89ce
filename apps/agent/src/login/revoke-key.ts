import { type StoredLogin } from '../config/stored-login.js';
import { CallFailed, callServer } from './server-calls.js';

/** What the server answers for a key that does not work any more. */
const ENDED = ['key_not_found', 'unknown_key'];

/** Ends the key of a login at its server. Throws CallFailed when the key may still work. */
export async function revokeKey({ server, key, keyId }: StoredLogin): Promise<void> {
  try {
    await callServer({ server, method: 'DELETE', path: `agent/v1/keys/${encodeURIComponent(keyId)}`, key });
  } catch (error) {
    if (!(error instanceof CallFailed && ENDED.includes(error.code ?? ''))) throw error;
  }
}
