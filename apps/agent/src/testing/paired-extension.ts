import { createECDH } from 'node:crypto';
import {
  newNonce,
  pairingKeys,
  proofOfAgent,
  seal,
  sessionKeys,
  type SessionKeys,
  unseal,
} from '../loopback/channel-keys.js';
import { askPort, type PortAnswer } from './ask-port.js';

export const ORIGIN = `chrome-extension://${'a'.repeat(32)}`;

/** What an extension shows to be paired. A test may change any of it. */
export interface ShownForPairing {
  code: string;
  browser?: string;
  origin?: string;
  /** The port that the extension believes to ask. */
  believedPort?: number;
}

/** Asks to be paired as the extension does. `agentProof` is what the agent should show. */
export async function askForPairing(
  port: number,
  shown: ShownForPairing,
): Promise<PortAnswer & { agentProof?: string; secret?: string }> {
  const { code, browser = 'chromium', origin = ORIGIN, believedPort = port } = shown;
  const headers = { origin };
  const offered = await askPort(port, '/v1/pairing/key', { body: {}, headers });
  if (offered.status !== 200) return offered;
  const { key: agentKey } = offered.body as { key: string };
  const keys = createECDH('prime256v1');
  const extensionKey = keys.generateKeys().toString('base64url');
  const shared = keys.computeSecret(Buffer.from(agentKey, 'base64url'));
  const words = { port: believedPort, browser, agentKey, extensionKey };
  const { extensionProof, agentProof, secret } = await pairingKeys(shared, code, words);
  const body = { browser, key: extensionKey, proof: extensionProof };
  return { ...(await askPort(port, '/v1/pairing', { body, headers })), agentProof, secret };
}

/** What an answered call holds. */
export interface Outcome {
  status: number;
  body: unknown;
}

/** An extension that is paired with the agent at a port, as a test plays it. */
export class PairedExtension {
  session = '';
  private keys: SessionKeys = { asks: '', answers: '' };
  private number = 0;

  private constructor(
    readonly port: number,
    readonly id: string,
    readonly secret: string,
    readonly origin: string,
  ) {}

  /** Pairs, and begins a session. */
  static async pair(port: number, code: string, origin = ORIGIN): Promise<PairedExtension> {
    const { body, secret = '' } = await askForPairing(port, { code, origin });
    const extension = new PairedExtension(port, (body as { id: string }).id, secret, origin);
    await extension.greet();
    return extension;
  }

  /** Begins a session. Throws when the agent does not prove itself. */
  async greet(): Promise<void> {
    const nonce = newNonce();
    const { body } = await this.ask('/v1/hello', { pairing: this.id, nonce });
    const { session, proof } = body as { session: string; proof: string };
    const greeting = { port: this.port, pairing: this.id, nonce, session };
    if (proof !== proofOfAgent(this.secret, greeting)) throw new Error('The agent did not prove itself.');
    [this.session, this.keys, this.number] = [session, sessionKeys(this.secret, greeting), 0];
  }

  /** A question as it is sent. The same one twice is a replay. */
  sealedCall(call: unknown, body: unknown, number: unknown = (this.number += 1)): { session: string; sealed: string } {
    return { session: this.session, sealed: seal(this.keys.asks, { number, call, body }, '') };
  }

  /** Asks by a sealed question. A refusal in the clear is returned as it came. */
  async send(question: { session: string; sealed: string }, origin = this.origin): Promise<Outcome> {
    const { status, body } = await this.ask('/v1/call', question, origin);
    if (status !== 200) return { status, body };
    return unseal(this.keys.answers, (body as { sealed: string }).sealed, question.sealed) as Outcome;
  }

  call(name: string, body: unknown = {}): Promise<Outcome> {
    return this.send(this.sealedCall(name, body));
  }

  private ask(path: string, body: unknown, origin = this.origin): Promise<PortAnswer> {
    return askPort(this.port, path, { body, headers: { origin } });
  }
}
