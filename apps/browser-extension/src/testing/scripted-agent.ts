import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tab as the extension told it; null for none. */
export type Tab = {
  readonly host: string;
  readonly path: string;
  readonly title: string;
  readonly audible: boolean;
} | null;

/** One request, as it came. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly origin: string | undefined;
  readonly text: string;
  /** When it came, by the clock of `performance.now()`. */
  readonly atMs: number;
}

const CODE = 'ABCD2345';
const TOKEN = 'token-of-the-scripted-agent';

/** The port of an agent, played by the test: it answers as the test wants, and remembers all. */
export class ScriptedAgent {
  readonly code = CODE;
  readonly heard: Heard[] = [];
  isPaired = false;
  pausedUntil: number | null = null;
  block: { reason: 'focus'; endsAt: number; host: string; mayExtend: boolean } | null = null;
  focus: { endsAt: number } | null = null;
  top: { site: string; seconds: number }[] = [];
  private server: Server | undefined;
  port = 0;

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
  }

  /** The tabs that were told, in their order. */
  get tabs(): Tab[] {
    return this.heard
      .filter(({ method, path }) => method === 'POST' && path === '/v1/tab')
      .map(({ text }) => (JSON.parse(text) as { tab: Tab }).tab);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { method = '', url: path = '', headers } = request;
    this.heard.push({ method, path, origin: headers.origin, text, atMs: performance.now() });
    const { status, body } =
      method === 'OPTIONS' ? { status: 204, body: undefined } : this.bodyFor(request, path, text);
    response.writeHead(status, {
      'content-type': 'application/json',
      'access-control-allow-origin': headers.origin ?? 'null',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  private bodyFor({ headers }: IncomingMessage, path: string, text: string): { status: number; body: object } {
    const refusal = (status: number, code: string) => ({ status, body: { error: { code, message: code } } });
    if (path === '/v1/pairing') {
      if ((JSON.parse(text) as { code?: string }).code !== this.code) return refusal(403, 'wrong_code');
      this.isPaired = true;
      return { status: 200, body: { token: TOKEN } };
    }
    if (!this.isPaired || headers.authorization !== `Bearer ${TOKEN}`) return refusal(401, 'not_paired');
    const pause = { paused: this.pausedUntil !== null, pausedUntil: this.pausedUntil };
    switch (path) {
      case '/v1/tab':
        return { status: 200, body: { reportSeconds: 60, ...pause, block: this.blockOf(text) } };
      case '/v1/state':
        return { status: 200, body: { device: 'desk', ...pause, focus: this.focus, top: this.top } };
      case '/v1/pause':
        this.pausedUntil = Date.now() + (JSON.parse(text) as { minutes: number }).minutes * 60_000;
        return { status: 200, body: {} };
      case '/v1/resume':
        this.pausedUntil = null;
        return { status: 200, body: {} };
      case '/v1/block/more':
        if (this.block?.mayExtend !== true) return refusal(409, 'no_more');
        this.block = null;
        return { status: 200, body: { until: Date.now() + 300_000 } };
      default:
        return refusal(404, 'not_found');
    }
  }

  private blockOf(text: string): object | null {
    const { tab } = JSON.parse(text) as { tab: Tab };
    return tab !== null && this.block !== null && tab.host === this.block.host ? this.block : null;
  }
}
