import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What an authenticator may do wrong. */
export interface Answering {
  readonly origin: string;
  readonly rpId?: string;
  /** Whether the user showed a PIN, a fingerprint or the like. True by default. */
  readonly isVerified?: boolean;
  /** The count that it shows. 0 by default, like most devices. */
  readonly counter?: number;
  /** The attestation, as another format. None by default. */
  readonly attestation?: { readonly fmt: string; readonly attStmt: Map<string, unknown> };
}

interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/**
 * A device with one passkey (ES256), as a browser without a window would drive it. Source: WebAuthn
 * Level 2, sections 6.1 and 6.5.
 */
export class SoftAuthenticator {
  readonly credentialId = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly publicKey: Buffer;
  private userHandle = '';

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // A COSE key: type EC2, algorithm ES256, curve P-256, and the two coordinates.
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]);
    this.publicKey = Buffer.from(isoCBOR.encode(cose));
  }

  /** Makes the passkey for these options, and answers as a browser does: as JSON. */
  create({ challenge, user }: Options, answering: Answering): string {
    this.userHandle = user?.id ?? '';
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.credentialId, this.publicKey]);
    const authData = Buffer.concat([this.authenticatorData(answering, HAS_CREDENTIAL), credential]);
    const { fmt, attStmt } = answering.attestation ?? { fmt: 'none', attStmt: new Map() };
    const attestation = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', new Uint8Array(authData)],
    ]);
    return this.answer({
      clientDataJSON: base64url(clientData('webauthn.create', challenge, answering)),
      attestationObject: base64url(isoCBOR.encode(attestation as never)),
    });
  }

  /** Signs the challenge. `changes` replaces parts of the answer. */
  get({ challenge }: Options, answering: Answering, changes: object = {}): string {
    const client = clientData('webauthn.get', challenge, answering);
    const authData = this.authenticatorData(answering);
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), this.privateKey);
    return this.answer({
      clientDataJSON: base64url(client),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
      userHandle: this.userHandle,
      ...changes,
    });
  }

  private authenticatorData({ rpId = 'localhost', isVerified = true, counter = 0 }: Answering, more = 0): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = Buffer.from([USER_PRESENT | (isVerified ? USER_VERIFIED : 0) | more]);
    return Buffer.concat([sha256(rpId), flags, count]);
  }

  private answer(response: object): string {
    const id = base64url(this.credentialId);
    return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
  }
}

const clientData = (type: string, challenge: string, { origin }: Answering): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
