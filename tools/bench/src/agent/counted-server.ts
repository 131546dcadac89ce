import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { startStubServer } from '../../../../apps/agent/src/testing/stub-server.js';

/** As often as the real server asks for it. */
const POLL_SECONDS = 60;

/** A stand-in for the server that counts every byte of its connections. */
export interface CountedServer {
  readonly url: URL;
  /** The bytes that came in so far, with headers. */
  received(): number;
  /** The calls with records so far, and how many records they brought. */
  calls(): { calls: number; records: number };
  close(): Promise<void>;
}

/** Starts it on loopback. Each connection goes through a counter to the server behind it. */
export async function startCountedServer(): Promise<CountedServer> {
  const stub = await startStubServer();
  stub.commands.nextPollSeconds = POLL_SECONDS;
  let bytes = 0;
  const open = new Set<Socket>();
  const counter = createServer((from) => {
    const to = connect(Number(stub.url.port), '127.0.0.1');
    for (const socket of [from, to]) {
      open.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    }
    from.on('data', (chunk) => (bytes += chunk.length));
    from.pipe(to).pipe(from);
  });
  counter.listen(0, '127.0.0.1');
  await once(counter, 'listening');
  return {
    url: new URL(`http://127.0.0.1:${(counter.address() as AddressInfo).port}`),
    received: () => bytes,
    calls: () => ({
      calls: stub.calls.length,
      records: stub.calls.reduce((sum, { body }) => sum + body.activities.length, 0),
    }),
    close: async () => {
      counter.close();
      for (const socket of open) socket.destroy();
      await stub.close();
    },
  };
}
