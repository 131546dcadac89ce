import { answerOf, type TimeledgerClient, TimeledgerError } from '@app/client';

/** Whether this browser can make passkeys from what the server sends. */
export const knowsPasskeys = (): boolean =>
  'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

/**
 * Lets the device make a passkey, and adds it under this name. Rejects with a TimeledgerError: of
 * the server, `passkey_exists` when the device has one of this account, `no_passkey` when the
 * device gave none.
 */
export async function makePasskey(client: TimeledgerClient, name: string): Promise<void> {
  const { options } = await answerOf(client.POST('/api/v1/account/passkeys/options'));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
  const credential = await navigator.credentials.create({ publicKey }).catch(refusedByDevice);
  await client.POST('/api/v1/account/passkeys', { body: { name, answer: JSON.stringify(credential) } });
}

/** Browsers name their reasons, and word them for programmers. */
function refusedByDevice(error: unknown): never {
  const code = (error as Error).name === 'InvalidStateError' ? 'passkey_exists' : 'no_passkey';
  throw new TimeledgerError('The device gave no passkey.', { status: 400, code }, error);
}
