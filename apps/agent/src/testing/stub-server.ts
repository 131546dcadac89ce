import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { answerCommands, newStubCommands, type StubCommands } from './stub-commands.js';

/** One activity as it arrived. */
export interface ReceivedActivity {
  id: string;
  application: string;
  title?: string;
  startedAt: number;
  endedAt: number;
}

export interface ReceivedCall {
  path: string;
  authorization: string | undefined;
  body: {
    device: { id?: string; waiting?: { records: number; oldestAt?: number } };
    source: string;
    activities: ReceivedActivity[];
  };
}

/** How the stub answers a call. 'cut' closes the connection without an answer. */
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'cut';

export interface StubServer {
  url: URL;
  /** What the agent is told to do. Calls for that are not in `calls`. */
  commands: StubCommands;
  calls: ReceivedCall[];
  /** The acknowledged activities by id. The real server's log would hold the same. */
  taken: Map<string, ReceivedActivity>;
  /** The answers to the next calls, in order. After the last one every call is acknowledged. */
  script: ((call: ReceivedCall) => Reply)[];
  close(): Promise<void>;
}

/** Acknowledges a whole call, as the real server does. Known ids count as duplicates. */
export function acknowledge(call: ReceivedCall, taken: StubServer['taken'], nextSyncSeconds = 180): Reply {
  const fresh = call.body.activities.filter(({ id }) => !taken.has(id));
  for (const activity of call.body.activities) taken.set(activity.id, activity);
  const duplicates = call.body.activities.length - fresh.length;
  return {
    status: 200,
    body: { accepted: fresh.length, duplicates, rejected: [], nextSyncSeconds, serverTime: Date.now() },
  };
}

/** Stands in for the remote Timeledger server on loopback. */
export async function startStubServer(): Promise<StubServer> {
  const calls: ReceivedCall[] = [];
  const taken: StubServer['taken'] = new Map();
  const script: StubServer['script'] = [];
  const commands = newStubCommands();
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      if (answerCommands(commands, request.url ?? '', text, response)) return;
      const call = received(request, text);
      calls.push(call);
      answer(response, script.shift()?.(call) ?? acknowledge(call, taken));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    commands,
    calls,
    taken,
    script,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function received(request: IncomingMessage, text: string): ReceivedCall {
  const body = JSON.parse(text) as ReceivedCall['body'];
  return { path: request.url ?? '', authorization: request.headers.authorization, body };
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'cut') {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
  response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
}
