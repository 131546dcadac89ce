import { createCipheriv, createDecipheriv, createHmac, hkdfSync, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * What both ends of a pairing compute alike. `apps/browser-extension/src/agent/channel-keys.ts` is
 * the other end. Keys, nonces and public keys are texts in base64url.
 */

const HASH = 'sha256';
/** Makes each guess at a code slow. A code has 40 bits and works for five minutes. */
const CODE_ROUNDS = 100_000;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Texts are filled up to a multiple of this, so that their length tells little of a page. */
const FILLED_BYTES = 512;

const keysOf = promisify(pbkdf2);

/** What an extension and an agent tell each other in the clear to begin a session. */
export interface Greeting {
  /** The port at which the agent listens, and which the extension asked. */
  port: number;
  /** The id of the pairing. */
  pairing: string;
  /** The extension's nonce. */
  nonce: string;
  /** The agent's nonce. It is the name of the session too. */
  session: string;
}

const wordsOf = ({ port, pairing, nonce, session }: Greeting): string => [port, pairing, nonce, session].join('\n');

/** Proves that the agent knows the secret of the pairing, and that it listens at this port. */
export function proofOfAgent(secret: string, greeting: Greeting): string {
  return createHmac(HASH, bytesOf(secret))
    .update(`timeledger agent 1\n${wordsOf(greeting)}`)
    .digest('base64url');
}

/** One key for each direction: an answer cannot be sent back as a question. */
export interface SessionKeys {
  asks: string;
  answers: string;
}

/** The keys of a session. */
export function sessionKeys(secret: string, greeting: Greeting): SessionKeys {
  const info = `timeledger session 1\n${wordsOf(greeting)}`;
  const [asks, answers] = parted(hkdfSync(HASH, bytesOf(secret), '', info, 2 * KEY_BYTES));
  return { asks: asks ?? '', answers: answers ?? '' };
}

/** What both ends know while they pair. */
export interface PairingWords {
  port: number;
  browser: string;
  /** The public keys for this pairing alone: P-256, uncompressed. */
  agentKey: string;
  extensionKey: string;
}

export interface PairingKeys {
  /** What the extension shows, and after it the agent. */
  extensionProof: string;
  agentProof: string;
  /** What both remember. */
  secret: string;
}

/**
 * The keys of a pairing: of the secret that both public keys give, and of the code that the person
 * typed. A program between both ends knows neither.
 */
export async function pairingKeys(shared: Buffer, code: string, words: PairingWords): Promise<PairingKeys> {
  const { port, browser, agentKey, extensionKey } = words;
  const stretched = await keysOf(code, `${agentKey}.${extensionKey}`, CODE_ROUNDS, KEY_BYTES, HASH);
  const info = ['timeledger pairing 1', port, browser, agentKey, extensionKey].join('\n');
  const [extensionProof, agentProof, secret] = parted(hkdfSync(HASH, shared, stretched, info, 3 * KEY_BYTES));
  return { extensionProof: extensionProof ?? '', agentProof: agentProof ?? '', secret: secret ?? '' };
}

/** Seals a value (AES-256-GCM). `bound` is not in it, and must be the same when it is opened. */
export function seal(key: string, value: unknown, bound: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', bytesOf(key), iv).setAAD(Buffer.from(bound));
  const sealed = [cipher.update(filled(JSON.stringify(value))), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([iv, ...sealed]).toString('base64url');
}

/** The value in a sealed text. Undefined when it was sealed by another key, or changed. */
export function unseal(key: string, sealed: string, bound: string): unknown {
  const bytes = bytesOf(sealed);
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  try {
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv('aes-256-gcm', bytesOf(key), bytes.subarray(0, IV_BYTES), options);
    decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

export const newNonce = (): string => randomBytes(KEY_BYTES / 2).toString('base64url');

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');

function filled(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & (FILLED_BYTES - 1), ' ')]);
}

function parted(keys: ArrayBuffer): string[] {
  const parts = Array.from({ length: keys.byteLength / KEY_BYTES }, (_unused, part) => part * KEY_BYTES);
  return parts.map((from) => Buffer.from(keys, from, KEY_BYTES).toString('base64url'));
}
