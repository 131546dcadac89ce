import { createECDH, type ECDH, randomInt, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { replaceFile } from '../spool/durable-file.js';
import { type Browser, isBrowser } from '../sites/browser-titles.js';
import { newNonce, pairingKeys } from './channel-keys.js';
import { isExtension, Refusal } from './gate.js';

/** No letters and digits that look alike: 0 O, 1 I L. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;
/** A code is valid for this long. */
export const CODE_MS = 300_000;
const MOST_TRIES = 5;
/** The newest extensions stay paired. */
const MOST_PAIRED = 20;
const KEY = /^[\w-]{43}$/;

/** An extension that is paired. */
export interface Paired {
  id: string;
  /** 32 bytes in base64url. The extension has them too, and neither sends them. */
  secret: string;
  origin: string;
  browser: Browser;
  /** Epoch ms. */
  pairedAt: number;
}

interface Code {
  text: string;
  /** The agent's keys for the pairing by this code. */
  keys: ECDH;
  publicKey: string;
  untilMs: number;
  triesLeft: number;
}

export interface PairingOptions {
  /** Where the secrets are kept, for the owner alone. */
  file: string;
  /** Milliseconds of a clock that never goes back. */
  nowMs: () => number;
}

/** What an extension brings to be paired. */
export interface Redeeming {
  /** Its public key for this pairing alone. */
  key: string;
  /** Shows that the person typed the code. */
  proof: string;
  origin: string;
  browser: Browser;
  port: number;
}

/**
 * Pairs extensions with this agent. A person asks for a code (`agent pair`) and types it into the
 * extension. Both then prove to each other that they know it, and share a secret. Neither the code
 * nor the secret is sent. A code works once, for five minutes and five tries. A secret works for
 * the origin that got it.
 */
export class Pairing {
  private code: Code | null = null;
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: PairingOptions,
    private paired: readonly Paired[],
    /** How many pairings of an older agent cannot be used: they have no secret. */
    readonly outdated: number,
  ) {}

  /** Reads the paired extensions. A file that cannot be read holds none. */
  static async open(options: PairingOptions): Promise<Pairing> {
    const records = recordsIn(await readFile(options.file, 'utf8').catch(() => ''));
    const paired = records.filter(isPaired).slice(0, MOST_PAIRED);
    return new Pairing(options, paired, records.filter(isOutdated).length);
  }

  /** A new code. The code before it does not work any more. */
  newCode(): string {
    const text = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const keys = createECDH('prime256v1');
    const publicKey = keys.generateKeys().toString('base64url');
    this.code = { text, keys, publicKey, untilMs: this.options.nowMs() + CODE_MS, triesLeft: MOST_TRIES };
    return text;
  }

  /** The agent's public key for the code that waits. Throws a Refusal when none does. */
  get publicKey(): string {
    return this.waitingCode().publicKey;
  }

  /**
   * Pairs an extension. Returns the id of the pairing, and the agent's proof that it knows the code
   * too. Throws a Refusal when the extension's proof is wrong, or the code is used or old.
   */
  async redeem({ key, proof, origin, browser, port }: Redeeming): Promise<{ id: string; proof: string }> {
    const code = this.waitingCode();
    code.triesLeft -= 1;
    const words = { port, browser, agentKey: code.publicKey, extensionKey: key };
    const keys = await pairingKeys(sharedBy(code.keys, key), code.text, words);
    if (!isSame(proof, keys.extensionProof) || this.code !== code) throw wrongCode();
    this.code = null;
    const one = { id: newNonce(), secret: keys.secret, origin, browser, pairedAt: Date.now() };
    // Profiles and kin of a browser have the same extension, so the same origin: each is paired.
    this.paired = [one, ...this.paired].slice(0, MOST_PAIRED);
    const text = JSON.stringify({ paired: this.paired });
    this.writing = this.writing.catch(() => undefined).then(() => replaceFile(this.options.file, text));
    await this.writing;
    return { id: one.id, proof: keys.agentProof };
  }

  /** The pairing of this id, when the extension shows the same origin now. */
  pairedAs(id: unknown, origin: string | undefined): Paired | undefined {
    return this.paired.find((one) => one.id === id && one.origin === origin);
  }

  /** The pairings, the newest first. */
  list(): Pick<Paired, 'id' | 'browser' | 'pairedAt'>[] {
    return this.paired.map(({ id, browser, pairedAt }) => ({ id, browser, pairedAt }));
  }

  /** The browsers whose extension is paired. */
  get browsers(): Browser[] {
    return [...new Set(this.paired.map(({ browser }) => browser))];
  }

  private waitingCode(): Code {
    const code = this.code;
    if (code === null || this.options.nowMs() > code.untilMs || code.triesLeft < 1) throw wrongCode();
    return code;
  }
}

const wrongCode = (): Refusal => new Refusal(403, 'wrong_code', 'The code is wrong or too old. Ask for a new one.');

function sharedBy(keys: ECDH, theirs: string): Buffer {
  try {
    return keys.computeSecret(Buffer.from(theirs, 'base64url'));
  } catch {
    throw new Refusal(400, 'wrong_body', 'key is a public key of P-256.');
  }
}

/** Compares in a time that does not tell where the texts differ. */
function isSame(shown: string, expected: string): boolean {
  const [one, other] = [Buffer.from(shown), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function recordsIn(text: string): Record<string, unknown>[] {
  try {
    const { paired } = JSON.parse(text) as { paired?: unknown };
    return Array.isArray(paired)
      ? (paired as unknown[])
          .filter((one) => typeof one === 'object' && one !== null)
          .map((one) => one as Record<string, unknown>)
      : [];
  } catch {
    return [];
  }
}

function isPaired(record: Record<string, unknown>): record is Record<string, unknown> & Paired {
  const { id, secret, origin, browser } = record;
  const hasOrigin = typeof origin === 'string' && isExtension(origin);
  return hasOrigin && isBrowser(browser) && typeof id === 'string' && typeof secret === 'string' && KEY.test(secret);
}

/** Before each side proved itself, the file held the hash of a token. */
const isOutdated = ({ tokenHash }: Record<string, unknown>): boolean => typeof tokenHash === 'string';
