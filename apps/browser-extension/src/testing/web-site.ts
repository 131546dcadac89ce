import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Pages of the web for a browser under test: each has the title that its address asks for. */
export interface WebSite {
  /** Where the site is, as a server. */
  readonly address: string;
  /** The address of a page, by another name of this machine than the agent has. */
  page(path: string, title: string): string;
  close(): Promise<void>;
}

export async function startWebSite(): Promise<WebSite> {
  const server = createServer(({ url = '/' }, response) => {
    const title = new URL(url, 'http://localhost').searchParams.get('title') ?? '';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><link rel="icon" href="data:,"><title>${title}</title><p>A page`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    page: (path, title) =>
      `http://ada:hush@localhost:${port}${path}?secret=hush&title=${encodeURIComponent(title)}#hush`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
