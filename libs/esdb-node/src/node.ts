import { logVerbosity, Server, setLogVerbosity } from '@grpc/grpc-js';
import { mkdirSync } from 'node:fs';
import { METADATA_EVENT_TYPE, metastreamOf } from './events.js';
import { guardFolder } from './folder-guard.js';
import { listen, type ListenOptions } from './listen.js';
import { OpenCalls } from './services/open-calls.js';
import { registerServices } from './services/register-services.js';
import { LogStore } from './store/log-store.js';
import { systemEvent } from './writes/perform-write.js';
import { WriteLoop } from './writes/write-loop.js';

/** The client cuts its batches at 3 MiB plus one event; the real server takes 16 MiB. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

/** How long connections get to close by themselves when the node stops. */
const SHUTDOWN_GRACE_MS = 2000;

export interface NodeOptions extends ListenOptions {
  /** The data folder; made when it is missing. */
  readonly dir: string;
  /** Called once, when the log cannot be written any more. The process must then end: nothing is answered after it. */
  readonly onFailure: (error: Error) => void;
  readonly nowMs?: () => number;
}

export interface RunningNode {
  readonly port: number;
  /** Ends every open call with CANCELLED, then closes connections, log and folder. */
  close(): Promise<void>;
}

/**
 * Starts a node in this thread. Throws Error when the folder is in use or cannot be written, the host is not loopback,
 * or the port is taken. Use startNode to keep its work off the caller's thread.
 */
export async function openNode({ dir, onFailure, nowMs = Date.now, ...address }: NodeOptions): Promise<RunningNode> {
  // grpc-js prints what it also throws; callers get the error, with a text for people.
  setLogVerbosity(logVerbosity.NONE);
  mkdirSync(dir, { recursive: true });
  const guard = await guardFolder(dir);
  const closers: (() => Promise<void>)[] = [() => guard.release()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const store = LogStore.open(dir);
    closers.push(() => store.close());
    await seed(store, nowMs);

    const openCalls = new OpenCalls();
    const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
    const writes = new WriteLoop(
      store,
      (error) => {
        server.forceShutdown();
        onFailure(error);
      },
      nowMs,
    );
    registerServices(server, { store, writes, openCalls, nowMs });
    const port = await listen(server, address);
    closers.push(async () => {
      await writes.stop();
      openCalls.cancelAll();
      await shutDown(server);
    });
    return { port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** EventStoreDB writes system events of its own on its first start, so $all is never empty. This is one of them. */
async function seed(store: LogStore, nowMs: () => number): Promise<void> {
  if (store.tail > 0n) return;
  const event = systemEvent(METADATA_EVENT_TYPE, Buffer.from('{"$maxAge":2592000}'));
  const stream = metastreamOf('$scavenges');
  await store.commit((batch) => batch.put({ stream, revision: 0n, event, createdMs: nowMs() }));
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.forceShutdown(), SHUTDOWN_GRACE_MS);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
