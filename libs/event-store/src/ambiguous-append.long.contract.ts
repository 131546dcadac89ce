import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { NO_UPCASTERS } from '../test/embedded-node.js';
import { ENDS_WITH_PARENT } from '../test/ends-with-parent.js';
import { ConcurrencyError, EventStoreUnavailableError } from './connection/errors.js';
import { EventStore, type NewEvent } from './event-store.js';

/** Appends whose answers are lost. A proxy before the node can drop bytes or cut connections. */

/** The compiled node. It runs as a process, so that a test can kill it. */
const PROGRAM = fileURLToPath(new URL('../../../dist/libs/esdb-node/src/main.js', import.meta.url));

class Wire {
  /** What is lost from now on: only the answers, or all bytes of both directions. */
  loses: 'nothing' | 'answers' | 'everything' = 'nothing';
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(private readonly nodePort: number) {
    this.server = createServer((near) => {
      const far = connect(this.nodePort, '127.0.0.1');
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(socket);
        const isLost = () => this.loses === 'everything' || (this.loses === 'answers' && socket === far);
        socket.on('data', (chunk) => isLost() || other.write(chunk));
        socket.on('error', () => undefined);
        socket.on('close', () => other.destroy());
      }
    });
  }

  /** Resolves when the store connects again. */
  async reconnected(): Promise<void> {
    await once(this.server, 'connection');
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `esdb://127.0.0.1:${(this.server.address() as AddressInfo).port}?tls=false`;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}

const noted = (n = 0): NewEvent => ({
  event: { type: 'Noted', data: { n } },
  metadata: { now: 0, principalId: 'tester' },
});

let dir: string;
let node: ChildProcess;
let port: number;
let wire: Wire;
let store: EventStore;
/**
 * A client that reaches the node without the proxy. It reads. It appends by the call that shares
 * nothing with the store.
 */
let rival: EventStoreDBClient;

async function startProgram(wantedPort: number): Promise<void> {
  node = spawn(process.execPath, [...ENDS_WITH_PARENT, PROGRAM, '--dir', dir, '--port', `${wantedPort}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(node.stdout as NonNullable<typeof node.stdout>, 'data')) as [Buffer];
  port = Number(line.toString().split(' ')[1]);
}

async function killProgram(): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return;
  node.kill('SIGKILL');
  await once(node, 'close');
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-ambiguous-'));
  await startProgram(0);
  wire = new Wire(port);
  store = new EventStore(await wire.listen(), { upcasters: NO_UPCASTERS });
  rival = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  await store.append('note-first', [noted()], 'no_stream');
});
afterEach(async () => {
  // First, and whatever the test left undone: so no process outlives a test that failed.
  await killProgram();
  wire.close();
  await store.close();
  await rival.dispose();
  await rm(dir, { recursive: true, force: true });
});

async function numbersIn(stream: string): Promise<unknown[]> {
  const numbers: unknown[] = [];
  for await (const { data } of store.read(stream)) numbers.push((data as { n: number }).n);
  return numbers;
}

/** Waits until the node holds an event of the stream. Its answer is then on the wire, or lost. */
async function landed(stream: string): Promise<void> {
  const subscription = rival.subscribeToStream(stream);
  for await (const { event } of subscription) if (event) break;
}

describe('an append whose answer is lost', () => {
  it('because the node was killed is answered by the next node, and its events are there once', async () => {
    wire.loses = 'answers';
    const answer = store.append('note-1', [noted(1), noted(2)], 'no_stream');
    await landed('note-1');
    await killProgram();
    wire.loses = 'nothing';
    await startProgram(port);
    expect(await answer).toMatchObject({ revision: 1n });
    expect(await numbersIn('note-1')).toEqual([1, 2]);
  });

  it('in a silent connection is answered when that breaks, as all others are, and each is there once', async () => {
    wire.loses = 'answers';
    const streams = Array.from({ length: 40 }, (_unused, n) => `note-${n}`);
    const answers = Promise.all(streams.map((stream, n) => store.append(stream, [noted(n)], 'no_stream')));
    await landed('note-0');
    wire.loses = 'nothing';
    wire.cut();
    for (const { revision } of await answers) expect(revision).toBe(0n);
    for (const [n, stream] of streams.entries()) expect(await numbersIn(stream)).toEqual([n]);
  });

  it('several times is sent again until it is answered, and later appends follow it', async () => {
    wire.loses = 'answers';
    const answer = store.append('note-1', [noted(1)], 'no_stream');
    await landed('note-1');
    for (let round = 0; round < 3; round++) {
      const reconnected = wire.reconnected();
      wire.cut();
      await reconnected;
    }
    wire.loses = 'nothing';
    wire.cut();
    expect(await answer).toMatchObject({ revision: 0n });
    expect(await store.append('note-1', [noted(2)], 0n)).toMatchObject({ revision: 1n });
    expect(await numbersIn('note-1')).toEqual([1, 2]);
  });

  it('is a ConcurrencyError when it did not land and another writer came first', async () => {
    wire.loses = 'everything';
    const answer = store.append('note-1', [noted(1)], 'no_stream');
    const refused = expect(answer).rejects.toBeInstanceOf(ConcurrencyError);
    const credentials = { username: 'admin', password: 'changeit' };
    await rival.appendToStream('note-1', jsonEvent({ type: 'Noted', data: { n: 7 } }), { credentials });
    wire.loses = 'nothing';
    wire.cut();
    await refused;
    expect(await numbersIn('note-1')).toEqual([7]);
  });

  it('fails as unavailable at once when its store closes', async () => {
    const reconnected = wire.reconnected();
    await killProgram();
    const answer = store.append('note-1', [noted(1)], 'no_stream');
    const refused = expect(answer).rejects.toBeInstanceOf(EventStoreUnavailableError);
    await reconnected;
    const closedAt = performance.now();
    await store.close();
    await refused;
    expect(performance.now() - closedAt).toBeLessThan(2_000);
  });
});
