import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { LOCAL_CALLER, type Principal } from './access/principal.js';
import { type Users } from './access/users.js';
import { METADATA_EVENT_TYPE, metastreamOf } from './terms/events.js';
import { guardFolder } from './folder-guard.js';
import { listen, type ListenOptions, refuseOpenHost } from './listen.js';
import { type ScavengeResult } from './scavenge/scavenge.js';
import { Scavenger } from './scavenge/scavenger.js';
import { type NodeIdentity } from './services/gossip.js';
import { GrpcServer, type TlsIdentity } from './grpc/grpc-server.js';
import { handlersOf } from './services/handlers.js';
import { TwinAppends } from './services/twin-appends.js';
import { type ServerFaults } from './reads/server-faults.js';
import { LogStore } from './store/log-store.js';
import { systemEvent } from './writes/perform-write.js';
import { WriteLoop } from './writes/write-loop.js';

export interface NodeOptions extends ListenOptions {
  /** The data folder; made when it is missing. */
  readonly dir: string;
  /**
   * Called once when the log cannot be written. The process must then end: the node answers no
   * more.
   */
  readonly onFailure: (error: Error) => void;
  readonly nowMs?: () => number;
  /** The host that clients must connect to, as the certificate names it. Default: `host`. */
  readonly name?: string;
  /**
   * TLS and the users. Absent: no encryption, loopback only, and every caller may do everything.
   */
  readonly secure?: { readonly tls: TlsIdentity; readonly users: Users };
  /** For tests only. Default: none. */
  readonly faults?: ServerFaults;
}

export interface RunningNode {
  readonly port: number;
  /** Removes hidden events for good (scavenge/scavenge.ts). Rejects while another scavenge runs. */
  scavenge(): Promise<ScavengeResult>;
  /** Ends every open call with CANCELLED, then closes connections, log and folder. */
  close(): Promise<void>;
}

/**
 * Starts a node in this thread. Throws Error in these cases: another node uses the folder, the
 * folder cannot be written, the host is not loopback, or the port is taken.
 * startNode keeps the node's work off the caller's thread.
 */
export async function openNode(options: NodeOptions): Promise<RunningNode> {
  const { dir, onFailure, nowMs = Date.now, secure, name = options.host, faults = {} } = options;
  if (secure === undefined) refuseOpenHost(options.host);
  mkdirSync(dir, { recursive: true });
  const guard = await guardFolder(dir);
  const closers: (() => Promise<void>)[] = [() => guard.release()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const store = LogStore.open(dir);
    closers.push(() => store.close());
    seed(store, nowMs);

    const fail = (error: Error): void => {
      server.abort();
      onFailure(error);
    };
    const writes = new WriteLoop(store, fail, nowMs);
    const scavenger = new Scavenger(store, writes, nowMs);
    const instanceId = randomUUID();
    const identity = (): NodeIdentity => ({ instanceId, host: name, port });
    const authenticate = (header: string | undefined): Principal | undefined =>
      secure === undefined ? LOCAL_CALLER : secure.users.authenticate(header);
    const twins = faults.dropsTwins === true ? new TwinAppends() : undefined;
    const parts = { store, writes, scavenger, authenticate, identity, nowMs, faults, twins };
    const server = new GrpcServer(handlersOf(parts), secure?.tls);
    const port = await listen(server, options);
    closers.push(async () => {
      await scavenger.stop();
      await writes.stop();
      // Callers with an outcome hear it before all callers hear that the node stops.
      await new Promise(setImmediate);
      await server.close();
    });
    return { port, close, scavenge: async () => scavenger.start().finished };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * EventStoreDB writes system events at its first start, so $all is never empty. This is one of
 * them.
 */
function seed(store: LogStore, nowMs: () => number): void {
  if (store.tail > 0n) return;
  const event = systemEvent(METADATA_EVENT_TYPE, Buffer.from('{"$maxAge":2592000}'));
  const stream = metastreamOf('$scavenges');
  store.commit((batch) => batch.put({ stream, revision: 0n, event, createdMs: nowMs() }));
}
