import { Buffer } from 'node:buffer';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Passkey } from '@app/domain';
import { isSecret } from '../ground/secrets.js';
import { webauthn, webauthnReaders } from './webauthn.js';

/** What an answer of a browser must be about. */
export interface Expected {
  /** In base64url. */
  readonly challenge: string;
  readonly rpId: string;
  /** The origin of our pages. */
  readonly origin: string;
}

/** The longest answer of a browser, in characters. Keys of new algorithms have some 10,000. */
export const LONGEST_ANSWER = 50_000;

/**
 * The JSON of a browser’s answer. Undefined when it is no JSON object with an `id`, or too long.
 */
export function answerIn(text: string): { readonly id: string } | undefined {
  if (text.length > LONGEST_ANSWER) return undefined;
  try {
    const answer: unknown = JSON.parse(text);
    return typeof (answer as { id?: unknown } | null)?.id === 'string' ? (answer as { id: string }) : undefined;
  } catch {
    return undefined;
  }
}

/** The id of the user that the passkey names. Undefined when it names none of ours. */
export function userIdIn(answer: object): string | undefined {
  const { response } = answer as { response?: { userHandle?: unknown } | null };
  const handle = response?.userHandle;
  if (typeof handle !== 'string') return undefined;
  const userId = Buffer.from(handle, 'base64url').toString();
  return isSecret(userId) ? userId : undefined;
}

/**
 * The passkey that a browser has made. Undefined when the answer is not as expected. The device
 * must have verified its user: by a PIN, a fingerprint, or the like.
 */
export async function registeredPasskey(
  answer: object,
  expected: Expected,
): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'counter'> | undefined> {
  return wellFormed(async () => {
    const response = answer as RegistrationResponseJSON;
    if (await hasCertificates(response)) return undefined;
    const [{ verifyRegistrationResponse }, { isoBase64URL }] = await Promise.all([webauthn(), webauthnReaders()]);
    const { verified, registrationInfo } = await verifyRegistrationResponse({ response, ...verifiedBy(expected) });
    if (!verified) return undefined;
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    return { credentialId, publicKey: isoBase64URL.fromBuffer(publicKey), counter };
  });
}

/**
 * The counter of a passkey that has signed the challenge. Undefined when the answer is not as
 * expected. The counter is not judged here: the stream of the passkeys knows the newest one.
 */
export async function signedCounter(
  answer: object,
  expected: Expected,
  { credentialId: id, publicKey }: Pick<Passkey, 'credentialId' | 'publicKey'>,
): Promise<number | undefined> {
  return wellFormed(async () => {
    const [{ verifyAuthenticationResponse }, { isoBase64URL }] = await Promise.all([webauthn(), webauthnReaders()]);
    const credential = { id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 };
    const response = answer as AuthenticationResponseJSON;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...{ response, credential },
      ...verifiedBy(expected),
    });
    return verified ? authenticationInfo.newCounter : undefined;
  });
}

const verifiedBy = ({ challenge, rpId, origin }: Expected) => ({
  ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId },
  requireUserVerification: true,
});

/**
 * Whether the answer brings certificates of the device. We ask for none. Certificates of a stranger
 * may name addresses of lists of revoked ones, which a check would fetch.
 */
async function hasCertificates({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await webauthnReaders();
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get('fmt');
  if (format !== 'none' && format !== 'packed') return true;
  return attestation.get('attStmt').get('x5c') !== undefined;
}

/** The library throws for whatever is wrong with an answer. All of it is the browser's doing. */
async function wellFormed<T>(check: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await check();
  } catch {
    return undefined;
  }
}
