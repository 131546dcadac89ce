import { comparedTitle } from '@app/domain';

/**
 * What both ends of a pairing compute alike. `apps/agent/src/loopback/channel-keys.ts` is the other
 * end. Keys, nonces and public keys are texts in base64url.
 */

const CODE_ROUNDS = 100_000;
const KEY_BYTES = 32;
const IV_BYTES = 12;
/** Texts are filled up to a multiple of this, so that their length tells little of a page. */
const FILLED_BYTES = 512;

const UTF_8 = new TextEncoder();
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** What an extension and an agent tell each other in the clear to begin a session. */
export interface Greeting {
  /** The port that the extension asked, and at which the agent listens. */
  readonly port: number;
  /** The id of the pairing. */
  readonly pairing: string;
  /** The extension's nonce. */
  readonly nonce: string;
  /** The agent's nonce. It is the name of the session too. */
  readonly session: string;
}

const wordsOf = ({ port, pairing, nonce, session }: Greeting): string => [port, pairing, nonce, session].join('\n');

/** What an agent shows that knows the secret of the pairing, and listens at this port. */
export async function proofOfAgent(secret: string, greeting: Greeting): Promise<string> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), hmac, false, ['sign']);
  const words = UTF_8.encode(`timeledger agent 1\n${wordsOf(greeting)}`);
  return textOf(await crypto.subtle.sign('HMAC', key, words));
}

/** One key for each direction: an answer cannot be sent back as a question. */
export interface SessionKeys {
  readonly asks: string;
  readonly answers: string;
}

/** The keys of a session. */
export async function sessionKeys(secret: string, greeting: Greeting): Promise<SessionKeys> {
  const info = `timeledger session 1\n${wordsOf(greeting)}`;
  const [asks = '', answers = ''] = await derived(bytesOf(secret), { salt: new Uint8Array(0), info, keys: 2 });
  return { asks, answers };
}

/** What both ends know while they pair. */
export interface PairingWords {
  readonly port: number;
  readonly browser: string;
  /** The public keys for this pairing alone: P-256, uncompressed. */
  readonly agentKey: string;
  readonly extensionKey: string;
}

export interface PairingKeys {
  /** What the extension shows, and after it the agent. */
  readonly extensionProof: string;
  readonly agentProof: string;
  /** What both remember. */
  readonly secret: string;
}

/** Keys for one pairing: the private one never leaves the browser. */
export interface OwnKeys {
  readonly publicKey: string;
  readonly privateKey: CryptoKey;
}

export async function newKeys(): Promise<OwnKeys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  return { publicKey: textOf(await crypto.subtle.exportKey('raw', publicKey)), privateKey };
}

/**
 * The keys of a pairing: of the secret that both public keys give, and of the code that the person
 * typed. A program between both ends knows neither. Rejects when `theirs` is no public key.
 */
export async function pairingKeys(
  { privateKey, theirs }: { readonly privateKey: CryptoKey; readonly theirs: string },
  code: string,
  words: PairingWords,
): Promise<PairingKeys> {
  const { port, browser, agentKey, extensionKey } = words;
  const publicKey = await crypto.subtle.importKey('raw', bytesOf(theirs), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 8 * KEY_BYTES);
  const typed = await crypto.subtle.importKey('raw', UTF_8.encode(code), 'PBKDF2', false, ['deriveBits']);
  const salt = UTF_8.encode(`${agentKey}.${extensionKey}`);
  const slow = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: CODE_ROUNDS };
  const stretched = await crypto.subtle.deriveBits(slow, typed, 8 * KEY_BYTES);
  const info = ['timeledger pairing 1', port, browser, agentKey, extensionKey].join('\n');
  const keys = await derived(shared, { salt: stretched, info, keys: 3 });
  const [extensionProof = '', agentProof = '', secret = ''] = keys;
  return { extensionProof, agentProof, secret };
}

/** Seals a value (AES-256-GCM). `bound` is not in it, and must be the same when it is opened. */
export async function seal(key: string, value: unknown, bound: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const how = { name: 'AES-GCM', iv, additionalData: UTF_8.encode(bound) };
  const sealed = await crypto.subtle.encrypt(how, await sealingKey(key), filled(JSON.stringify(value)));
  return textOf(new Uint8Array([...iv, ...new Uint8Array(sealed)]).buffer);
}

/** The value in a sealed text. Undefined when it was sealed by another key, or changed. */
export async function unseal(key: string, sealed: string, bound: string): Promise<unknown> {
  try {
    const bytes = bytesOf(sealed);
    const how = { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES), additionalData: UTF_8.encode(bound) };
    const text = await crypto.subtle.decrypt(how, await sealingKey(key), bytes.subarray(IV_BYTES));
    return JSON.parse(new TextDecoder().decode(text)) as unknown;
  } catch {
    return undefined;
  }
}

export const newNonce = (): string => textOf(crypto.getRandomValues(new Uint8Array(KEY_BYTES / 2)).buffer);

/** What the agent is told in place of a title that stays in the browser. */
export async function titleHash(title: string): Promise<string> {
  return textOf(await crypto.subtle.digest('SHA-256', UTF_8.encode(`timeledger title 1\n${comparedTitle(title)}`)));
}

/** Compares in a time that does not tell where the texts differ. */
export function isSame(shown: string, expected: string): boolean {
  let differs = shown.length ^ expected.length;
  for (let at = 0; at < expected.length; at++) differs |= shown.charCodeAt(at) ^ expected.charCodeAt(at);
  return differs === 0;
}

const sealingKey = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']);

async function derived(
  from: BufferSource,
  { salt, info, keys }: { readonly salt: BufferSource; readonly info: string; readonly keys: number },
): Promise<string[]> {
  const key = await crypto.subtle.importKey('raw', from, 'HKDF', false, ['deriveBits']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: UTF_8.encode(info) };
  const bits = await crypto.subtle.deriveBits(how, key, 8 * KEY_BYTES * keys);
  const places = Array.from({ length: keys }, (_unused, place) => place * KEY_BYTES);
  return places.map((place) => textOf(bits.slice(place, place + KEY_BYTES)));
}

function filled(text: string): Uint8Array<ArrayBuffer> {
  const bytes = UTF_8.encode(text);
  const whole = new Uint8Array(Math.ceil(bytes.length / FILLED_BYTES) * FILLED_BYTES).fill(0x20);
  whole.set(bytes);
  return whole;
}

function textOf(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Throws when the text is not base64url. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
