import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo, type Socket } from 'node:net';
import { isSameText } from './pkce.js';

const PATH = '/signed-in';

/** What the browser brought back. */
export type Returned = { readonly code: string } | 'refused';

/** The port to which the browser comes back from the server's page. */
export interface ReturnPort {
  readonly redirectUri: string;
  /** Resolves when the browser comes with the right state. Other requests change nothing. */
  readonly returned: Promise<Returned>;
  /** Leads the browser on, and closes the port. */
  readonly close: (onwards?: URL) => Promise<void>;
}

/**
 * Listens on a free port of 127.0.0.1. Programs and pages of this machine can reach it too: only a
 * request with `state` counts, and the server gives a key only for the verifier behind the code.
 */
export async function openReturnPort(state: string): Promise<ReturnPort> {
  let come: (returned: Returned) => void;
  let waiting: ServerResponse | undefined;
  const returned = new Promise<Returned>((resolve) => (come = resolve));
  const server = createServer((request, response) => {
    const result = waiting === undefined ? returnIn(request, state, portOf(server)) : undefined;
    response.setHeader('Cache-Control', 'no-store').setHeader('Referrer-Policy', 'no-referrer');
    if (result === undefined)
      return void response.writeHead(400, { 'Content-Type': 'text/plain' }).end('No sign-in.\n');
    waiting = response;
    come(result);
  });
  // A browser keeps connections for a minute, also such that it has opened in advance.
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    redirectUri: `http://127.0.0.1:${portOf(server)}${PATH}`,
    returned,
    async close(onwards) {
      if (onwards !== undefined) waiting?.writeHead(303, { Location: onwards.href });
      waiting?.end();
      server.close();
      const hasLeft = waiting === undefined || waiting.writableFinished || waiting.destroyed;
      if (!hasLeft) await once(waiting as ServerResponse, 'close');
      for (const socket of sockets) socket.destroy();
    },
  };
}

const portOf = (server: ReturnType<typeof createServer>): number => (server.address() as AddressInfo).port;

/** What a request brings. Undefined for all that is not the browser with the right state. */
function returnIn({ method, url = '', headers }: IncomingMessage, state: string, port: number): Returned | undefined {
  // A name that leads here (DNS rebinding) has another Host.
  if (method !== 'GET' || headers.host !== `127.0.0.1:${port}` || url.length > 4_000) return undefined;
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  if (pathname !== PATH || !isSameText(searchParams.get('state') ?? '', state)) return undefined;
  const code = searchParams.get('code');
  if (code !== null && code !== '') return { code };
  return searchParams.has('error') ? 'refused' : undefined;
}
