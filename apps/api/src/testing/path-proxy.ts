import { once } from 'node:events';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PathProxy {
  /** Of the proxy, without a path. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * A proxy that gives a server one path of its own address. It sends the path on, or takes it away.
 * It answers 404 everywhere else, as if another program lived there.
 */
export async function startPathProxy(path: string, isStripped: boolean, target: () => string): Promise<PathProxy> {
  const proxy: Server = createServer((asked, answer) => {
    const { url = '', method, headers } = asked;
    if (url !== path && !url.startsWith(`${path}/`) && !url.startsWith(`${path}?`)) return answer.writeHead(404).end();
    const { hostname, port } = new URL(target());
    const passed = isStripped ? url.slice(path.length) || '/' : url;
    const sent = ask({ hostname, port, method, path: passed, headers, agent: false }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.rawHeaders);
      got.pipe(answer);
      answer.once('close', () => got.destroy());
    });
    sent.once('error', () => answer.destroy());
    asked.pipe(sent);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
