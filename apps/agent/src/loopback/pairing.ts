import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { replaceFile } from '../spool/durable-file.js';
import { type Browser, isBrowser } from '../sites/browser-titles.js';
import { isExtension, Refusal } from './gate.js';

/** No letters and digits that look alike: 0 O, 1 I L. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;
/** A code is valid for this long. */
export const CODE_MS = 300_000;
const MOST_TRIES = 5;
/** The newest extensions stay paired. */
const MOST_PAIRED = 20;

interface Paired {
  origin: string;
  browser: Browser;
  tokenHash: string;
  /** Epoch ms. */
  pairedAt: number;
}

interface Code {
  hash: Buffer;
  untilMs: number;
  triesLeft: number;
}

export interface PairingOptions {
  /** Where the hashes of tokens are kept. */
  file: string;
  /** Milliseconds of a clock that never goes back. */
  nowMs: () => number;
}

/**
 * Pairs extensions with this agent. A person asks for a code (`agent pair`) and types it into the
 * extension, which gets a token for it. A code works once, for five minutes and five tries. A token
 * works for the origin that got it. The file holds hashes only.
 */
export class Pairing {
  private code: Code | null = null;
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: PairingOptions,
    private paired: readonly Paired[],
  ) {}

  /** Reads the paired extensions. A file that cannot be read holds none. */
  static async open(options: PairingOptions): Promise<Pairing> {
    const text = await readFile(options.file, 'utf8').catch(() => '');
    return new Pairing(options, pairedIn(text));
  }

  /** A new code. The code before it does not work any more. */
  newCode(): string {
    const code = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    this.code = { hash: hashOf(code), untilMs: this.options.nowMs() + CODE_MS, triesLeft: MOST_TRIES };
    return code;
  }

  /** A token for the code. Throws a Refusal when the code is wrong, used or old. */
  async redeem(typed: string, { origin, browser }: { origin: string; browser: Browser }): Promise<string> {
    if (!this.isCode(typed)) throw new Refusal(403, 'wrong_code', 'The code is wrong or too old. Ask for a new one.');
    this.code = null;
    const token = randomBytes(32).toString('base64url');
    const one = { origin, browser, tokenHash: hashOf(token).toString('hex'), pairedAt: Date.now() };
    // Profiles and kin of a browser have the same extension, so the same origin: each is paired.
    this.paired = [one, ...this.paired].slice(0, MOST_PAIRED);
    const text = JSON.stringify({ paired: this.paired });
    this.writing = this.writing.catch(() => undefined).then(() => replaceFile(this.options.file, text));
    await this.writing;
    return token;
  }

  /**
   * The name of the extension that this token was given to, when it shows the same origin now. A
   * request may show none. Undefined: it is not paired.
   */
  pairedAs(token: string | undefined, origin: string | undefined): string | undefined {
    if (token === undefined) return undefined;
    const hash = hashOf(token);
    return this.paired.find(
      (one) =>
        timingSafeEqual(hash, Buffer.from(one.tokenHash, 'hex')) && (origin === undefined || origin === one.origin),
    )?.tokenHash;
  }

  /** The browsers whose extension is paired. */
  get browsers(): Browser[] {
    return [...new Set(this.paired.map(({ browser }) => browser))];
  }

  private isCode(typed: string): boolean {
    const code = this.code;
    if (code === null || this.options.nowMs() > code.untilMs || code.triesLeft < 1) return false;
    code.triesLeft -= 1;
    return timingSafeEqual(code.hash, hashOf(typed.slice(0, 100).toUpperCase().replace(/[\s-]/g, '')));
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

function pairedIn(text: string): Paired[] {
  try {
    const { paired } = JSON.parse(text) as { paired?: unknown };
    return Array.isArray(paired) ? (paired as unknown[]).filter(isPairedRecord).slice(0, MOST_PAIRED) : [];
  } catch {
    return [];
  }
}

function isPairedRecord(value: unknown): value is Paired {
  const { origin, browser, tokenHash } = (value ?? {}) as Partial<Record<keyof Paired, unknown>>;
  return (
    typeof origin === 'string' &&
    isExtension(origin) &&
    isBrowser(browser) &&
    typeof tokenHash === 'string' &&
    /^[0-9a-f]{64}$/.test(tokenHash)
  );
}
