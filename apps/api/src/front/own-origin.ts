import type { Request } from 'express';

/** The settings that say where users reach us. */
export interface OriginSettings {
  readonly publicUrl: string | undefined;
  /** The address on which the server listens. */
  readonly host: string;
}

/** Addresses that stand for all addresses of the machine. */
const WILDCARDS = ['0.0.0.0', '::'];

/**
 * The address at which users reach us, without a slash at the end. It is the public URL, else the
 * address on which the server listens. On all addresses it is the one to which this connection
 * leads. It never comes from a header: a caller chooses those.
 */
export function ownOrigin({ publicUrl, host }: OriginSettings, { socket }: Pick<Request, 'socket'>): string {
  if (publicUrl !== undefined) return publicUrl;
  const name = WILDCARDS.includes(host) ? (socket.localAddress ?? host).replace(/^::ffff:(?=\d+\.)/, '') : host;
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}:${socket.localPort}`).origin;
}
