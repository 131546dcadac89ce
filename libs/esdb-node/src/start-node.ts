import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type ScavengeResult } from './scavenge/scavenge.js';
import { placeForSocket } from './socket-place.js';
import { type ServerFaults } from './reads/server-faults.js';
import { type FromWorker, type ToWorker, type WorkerSettings } from './worker-protocol.js';

export interface EmbeddedNodeOptions {
  /** The data folder. It is made when it is missing. One node at a time may use it. */
  readonly dir: string;
  /** The port to listen on. 0 or absent means any free port. */
  readonly port?: number;
  /**
   * A loopback host. Default: 127.0.0.1. No other host is allowed, because this node has no TLS.
   */
  readonly host?: string;
  /**
   * Listens on a local socket in the folder instead of on a port. Only this user of the system
   * reaches it.
   */
  readonly onSocket?: boolean;
  /** Whether a taken `port` leads to the next free port instead of an error. */
  readonly portFallsForward?: boolean;
  /** For tests only. Default: none. */
  readonly faults?: ServerFaults;
}

/** A node that runs in a thread of its own. */
export interface EmbeddedNode {
  /** 0 with a socket. */
  readonly port: number;
  /**
   * The address for the client: `esdb://127.0.0.1:PORT?tls=false`, or `unix:PATH`. The first one
   * turns the client's keepalive off, because the system tells when a local connection is gone.
   */
  readonly connectionString: string;
  /**
   * Resolves, and never rejects, when the node ended by itself: its log could not be written, or
   * its thread died. The host must then end its process. It stays pending after close().
   */
  readonly failed: Promise<Error>;
  /**
   * Removes hidden events for good, from the disk and from $all: those that no read of a stream can
   * return. Rejects with Error while another scavenge runs, and when the disk has no room for a
   * second copy of the log.
   */
  scavenge(): Promise<ScavengeResult>;
  /**
   * Ends the open calls, flushes the log, and resolves when the thread is gone. May be called
   * twice.
   */
  close(): Promise<void>;
}

/**
 * Room for the thread's short-lived values: frames of calls, and pages. With the 48 MB of V8's
 * default it keeps 15 MB more for good.
 */
const YOUNG_MB = 6;

/**
 * Starts an embedded node and resolves when it answers. Rejects with Error in these cases: another
 * node uses the folder, the folder cannot be written, the host is not loopback, or the port is
 * taken. The message is for people.
 */
export async function startNode(options: EmbeddedNodeOptions): Promise<EmbeddedNode> {
  const { dir, port = 0, host = '127.0.0.1', portFallsForward = false, faults = {} } = options;
  const place = options.onSocket === true ? await placeForSocket(dir) : undefined;
  const socket = place?.path;
  const workerData: WorkerSettings = { dir, port, host, portFallsForward, socket, faults };
  const worker = new Worker(workerEntry(), { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  const exited = once(worker, 'exit');

  let isClosing = false;
  const failed = new Promise<Error>((resolve) => {
    worker.on('error', resolve);
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'failed') resolve(new Error(message.message));
    });
    worker.on('exit', (code) => {
      if (!isClosing) resolve(new Error(`The event store's thread ended with code ${code}.`));
    });
  });

  const listening = new Promise<number>((resolve, reject) => {
    void failed.then(reject);
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'listening') resolve(message.port);
      if (message.kind === 'refused') reject(new Error(message.message));
    });
  });
  const boundPort = await listening.catch(async (error: unknown) => {
    await place?.clear();
    throw error;
  });
  return {
    port: boundPort,
    connectionString: socket === undefined ? localAddress(host, boundPort) : `unix:${socket}`,
    failed,
    scavenge: () => Promise.race([scavengeIn(worker), failed.then((error) => Promise.reject(error))]),
    async close() {
      isClosing = true;
      worker.postMessage({ kind: 'close' } satisfies ToWorker);
      await exited;
      await place?.clear();
    },
  };
}

/** The longest timer: 24 days. */
const NEVER_MS = 2 ** 31 - 1;
const localAddress = (host: string, port: number): string =>
  `esdb://${host}:${port}?tls=false&keepAliveInterval=${NEVER_MS}`;

let requests = 0;

function scavengeIn(worker: Worker): Promise<ScavengeResult> {
  const request = ++requests;
  return new Promise((resolve, reject) => {
    const listener = (message: FromWorker): void => {
      if (!('request' in message) || message.request !== request) return;
      worker.off('message', listener);
      if (message.kind === 'scavenged') resolve(message.result);
      else reject(new Error(message.message));
    };
    worker.on('message', listener);
    worker.postMessage({ kind: 'scavenge', request } satisfies ToWorker);
  });
}

/**
 * The compiled worker, because a worker thread cannot load TypeScript. It lies beside this file
 * when this file is compiled. In a test it lies in `dist`, which `scripts/ensure.mjs` builds first.
 */
function workerEntry(): URL {
  const beside = new URL('./worker.js', import.meta.url);
  return existsSync(fileURLToPath(beside))
    ? beside
    : new URL('../../../dist/libs/esdb-node/src/worker.js', import.meta.url);
}
