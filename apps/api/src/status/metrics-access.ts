import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { SETTINGS } from '../ground/settings.module.js';
import { AdminAccess } from '../guards/admin-access.js';
import { isLoopbackName, nameIn } from '../front/loopback.js';

interface ProxySettings {
  readonly publicUrl: string | undefined;
  /** How many proxies are trusted. */
  readonly trustProxy: number;
}

/**
 * Who may read the metrics: a caller with the admin token. While the settings tell of no proxy, a
 * program on this machine too. Behind a proxy every request seems to come from this machine.
 */
@Injectable()
export class MetricsAccess {
  private readonly hasProxy: boolean;

  constructor(
    private readonly admin: AdminAccess,
    @Inject(SETTINGS) settings: ProxySettings,
  ) {
    this.hasProxy = hasProxy(settings);
  }

  mayRead(request: Request): boolean {
    return (!this.hasProxy && isFromHere(request)) || this.admin.isAdmin(request);
  }
}

/** Whether the settings tell of a proxy: one is trusted, or the public URL leads elsewhere. */
export const hasProxy = ({ publicUrl, trustProxy }: ProxySettings): boolean =>
  trustProxy > 0 || (publicUrl !== undefined && !isLoopbackName(new URL(publicUrl).hostname));

const OF_PROXIES = /^(?:x-forwarded|forwarded$|via$|x-real-ip$)/;

/**
 * The connection comes from this machine, by a name that leads to no other, and not through a proxy
 * that names itself or its client.
 */
export function isFromHere({ socket, headers }: Pick<Request, 'socket' | 'headers'>): boolean {
  const isForwarded = Object.keys(headers).some((name) => OF_PROXIES.test(name));
  const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '');
  return isLocal && !isForwarded && isLoopbackName(nameIn(headers.host));
}
