import { chmodSync, rmSync } from 'node:fs';
import { type GrpcServer } from './grpc/grpc-server.js';

/** The loopback hosts without ::1, because the client cannot read an IPv6 address. */
const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost'];
const PORTS_TO_TRY = 100;

/** Where a node listens. */
export interface ListenOptions {
  /** A loopback host. With TLS any host. */
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** Whether a taken port leads to the next free port instead of an error. */
  readonly portFallsForward: boolean;
  /** The path of a local socket to listen on instead. */
  readonly socket?: string | undefined;
}

/**
 * Throws Error when other machines could reach a node without TLS on `host`. It checks no callers.
 */
export function refuseOpenHost(host: string): void {
  if (!LOOPBACK_HOSTS.includes(host))
    throw new Error(`Without TLS the node listens on loopback only (${LOOPBACK_HOSTS.join(', ')}), not on ${host}.`);
}

/** Binds the server and returns the port. Throws Error when no port is free. */
export async function listen(server: GrpcServer, options: ListenOptions): Promise<number> {
  const { host, port, portFallsForward, socket } = options;
  if (socket !== undefined) {
    // A killed node left it. The guard of the folder lets no other node get here.
    rmSync(socket, { force: true });
    await server.listenAt(socket);
    chmodSync(socket, 0o600);
    return 0;
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${port} is not a port number.`);
  const last = portFallsForward && port !== 0 ? Math.min(port + PORTS_TO_TRY, 65_535) : port;
  for (let candidate = port; ; candidate++) {
    try {
      return await server.listen(host, candidate);
    } catch (cause) {
      const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
      if (isTaken && candidate < last) continue;
      throw isTaken ? new Error(`Port ${candidate} is in use.`, { cause }) : cause;
    }
  }
}
