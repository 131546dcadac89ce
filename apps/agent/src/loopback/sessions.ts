import { LRUCache } from 'lru-cache';
import { newNonce, proofOfAgent, seal, sessionKeys, type SessionKeys, unseal } from './channel-keys.js';
import { Refusal } from './gate.js';
import { type Paired } from './pairing.js';

const MOST_SESSIONS = 64;
/** Questions may overtake each other by so many places. */
const MOST_OUT_OF_TURN = 64;
const NONCE = /^[\w-]{16,64}$/;

interface Session {
  pairing: string;
  keys: SessionKeys;
  numbers: SeenNumbers;
}

/** A question that only the extension of this pairing can have asked. */
export interface Question {
  pairing: string;
  call: unknown;
  body: unknown;
  /** Seals the answer, so that only this question has it. */
  sealed: (answer: unknown) => string;
}

/**
 * The sessions of this run with paired extensions. A session begins with a greeting, which proves
 * the agent to the extension. From then on both seal what they say, which proves the extension too,
 * so a call is one round trip. No program can repeat a question: each has a number that works once.
 */
export class Sessions {
  private readonly sessions = new LRUCache<string, Session>({ max: MOST_SESSIONS });

  /** Begins a session for a nonce of the extension. Throws a Refusal when it is none. */
  greet({ id, secret }: Paired, { nonce, port }: { nonce: unknown; port: number }): { session: string; proof: string } {
    if (typeof nonce !== 'string' || !NONCE.test(nonce))
      throw new Refusal(400, 'wrong_body', 'nonce has 16 to 64 letters and digits.');
    const greeting = { port, pairing: id, nonce, session: newNonce() };
    const session = { pairing: id, keys: sessionKeys(secret, greeting), numbers: new SeenNumbers() };
    this.sessions.set(greeting.session, session);
    return { session: greeting.session, proof: proofOfAgent(secret, greeting) };
  }

  /** Opens a question. Throws a Refusal when its session is unknown, or it was asked before. */
  read({ session: name, sealed }: Record<string, unknown>): Question {
    const session = typeof name === 'string' ? this.sessions.get(name) : undefined;
    if (session === undefined || typeof sealed !== 'string') throw noSession();
    const opened = unseal(session.keys.asks, sealed, '') as Record<string, unknown> | null | undefined;
    const { number, call, body } = opened ?? {};
    if (!session.numbers.isNew(number)) throw noSession();
    const { pairing, keys } = session;
    return { pairing, call, body, sealed: (answer) => seal(keys.answers, answer, sealed) };
  }
}

const noSession = (): Refusal => new Refusal(409, 'no_session', 'Begin a session first.');

/** Numbers that were used in a session. A number far behind the newest one counts as used. */
class SeenNumbers {
  private readonly seen = new Set<number>();
  private usedTo = 0;

  /** Whether this is a number that was not used. It is used from now on. */
  isNew(number: unknown): boolean {
    if (!Number.isSafeInteger(number) || (number as number) <= this.usedTo) return false;
    if (this.seen.has(number as number)) return false;
    this.seen.add(number as number);
    if (this.seen.size <= MOST_OUT_OF_TURN) return true;
    this.usedTo = Math.min(...this.seen);
    this.seen.delete(this.usedTo);
    return true;
  }
}
