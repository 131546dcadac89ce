import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  newKeys,
  newNonce,
  type OwnKeys,
  pairingKeys,
  proofOfAgent,
  seal,
  type SessionKeys,
  sessionKeys,
  unseal,
} from '../agent/channel-keys.js';

/** A tab as the extension told it; null for none. */
export type Tab = {
  readonly host: string;
  readonly path: string;
  readonly title: string;
  readonly audible: boolean;
} | null;

/** One request, as it came. */
export interface Heard {
  readonly path: string;
  readonly origin: string | undefined;
  /** The body. A program that does not know the secret sees no more. */
  readonly text: string;
  /** What was sealed in it. */
  readonly asked: Asked | undefined;
  /** When it came, by the clock of `performance.now()`. */
  readonly atMs: number;
}

interface Asked {
  readonly number: number;
  readonly call: string;
  readonly body: { readonly tab?: Tab; readonly minutes?: number };
}

type Answer = readonly [status: number, body: object];

const refusal = (status: number, code: string): Answer => [status, { error: { code, message: code } }];

/** The port of an agent, played by the test: it answers as the test wants, and remembers all. */
export class ScriptedAgent {
  readonly code = 'ABCD2345';
  readonly heard: Heard[] = [];
  isPaired = false;
  /** Another program is at the port: it knows no secret, and answers like an agent. */
  isStranger = false;
  pausedUntil: number | null = null;
  block: { reason: 'focus'; endsAt: number; host: string; mayExtend: boolean } | null = null;
  focus: { endsAt: number } | null = null;
  top: { site: string; seconds: number }[] = [];
  port = 0;
  private server: Server | undefined;
  private keys: OwnKeys | undefined;
  private secret = '';
  private readonly sessions = new Map<string, SessionKeys>();

  /** Listens at the port of before, or at any free one. */
  async listen(): Promise<void> {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Ends as a program that is killed: connections break. */
  async close(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    if (this.server) await once(this.server, 'close');
    this.server = undefined;
    this.sessions.clear();
  }

  /** The tabs that were told, in their order. */
  get tabs(): Tab[] {
    return this.heard.flatMap(({ asked }) => (asked?.call === 'tab' ? [asked.body.tab ?? null] : []));
  }

  /** All that the extension told, opened. Sealed texts hold any letters by chance. */
  get told(): string {
    return JSON.stringify(this.heard.map(({ asked }) => asked));
  }

  /** How often the extension began a session. */
  get greetings(): number {
    return this.heard.filter(({ path }) => path === '/v1/hello').length;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { method = '', url: path = '', headers } = request;
    const [status, body] = method === 'OPTIONS' ? [204] : await this.answerTo(path, text, headers.origin);
    response.writeHead(status, {
      'content-type': 'application/json',
      'access-control-allow-origin': headers.origin ?? 'null',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type',
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  private async answerTo(path: string, text: string, origin: string | undefined): Promise<Answer> {
    const fields = JSON.parse(text) as Record<string, string>;
    const keys = this.sessions.get(fields.session ?? '');
    const asked = keys && ((await unseal(keys.asks, fields.sealed ?? '', '')) as Asked | undefined);
    this.heard.push({ path, origin, text, asked, atMs: performance.now() });
    switch (path) {
      case '/v1/pairing/key':
        this.keys = await newKeys();
        return [200, { key: this.keys.publicKey }];
      case '/v1/pairing':
        return this.pair(fields);
      case '/v1/hello':
        return this.isPaired || this.isStranger ? this.greet(fields) : refusal(401, 'not_paired');
      case '/v1/call': {
        if (!this.isPaired) return refusal(401, 'not_paired');
        if (keys === undefined || asked === undefined) return refusal(409, 'no_session');
        const [status, body] = this.outcomeOf(asked);
        return [200, { sealed: await seal(keys.answers, { status, body }, fields.sealed ?? '') }];
      }
      default:
        return refusal(404, 'not_found');
    }
  }

  private async pair({ browser = '', key = '', proof = '' }: Record<string, string>): Promise<Answer> {
    if (this.keys === undefined) return refusal(403, 'wrong_code');
    const words = { port: this.port, browser, agentKey: this.keys.publicKey, extensionKey: key };
    const code = this.isStranger ? 'GUESSED2' : this.code;
    const keys = await pairingKeys({ privateKey: this.keys.privateKey, theirs: key }, code, words);
    if (this.isStranger) return [200, { id: 'pairing', proof: keys.agentProof }];
    if (proof !== keys.extensionProof) return refusal(403, 'wrong_code');
    [this.isPaired, this.secret] = [true, keys.secret];
    return [200, { id: 'pairing', proof: keys.agentProof }];
  }

  private async greet({ pairing = '', nonce = '' }: Record<string, string>): Promise<Answer> {
    const greeting = { port: this.port, pairing, nonce, session: newNonce() };
    const secret = this.isStranger ? newNonce() : this.secret;
    this.sessions.set(greeting.session, await sessionKeys(secret, greeting));
    return [200, { session: greeting.session, proof: await proofOfAgent(secret, greeting) }];
  }

  private outcomeOf({ call, body }: Asked): Answer {
    const pause = { paused: this.pausedUntil !== null, pausedUntil: this.pausedUntil };
    switch (call) {
      case 'tab':
        return [200, { reportSeconds: 60, ...pause, block: body.tab?.host === this.block?.host ? this.block : null }];
      case 'state':
        return [200, { device: 'desk', ...pause, focus: this.focus, top: this.top }];
      case 'pause':
        this.pausedUntil = Date.now() + (body.minutes ?? 0) * 60_000;
        return [200, {}];
      case 'resume':
        this.pausedUntil = null;
        return [200, {}];
      case 'more':
        if (this.block?.mayExtend !== true) return refusal(409, 'no_more');
        this.block = null;
        return [200, { until: Date.now() + 300_000 }];
      default:
        return refusal(404, 'not_found');
    }
  }
}
