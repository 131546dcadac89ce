import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drawnAfter } from './frames.js';
import type { Pages } from './pages.js';

/**
 * What a page costs at least: its markup as the browser had drawn it, with the same styles, without
 * scripts and questions. No page of these charts can be sooner on this machine.
 */
export class Floor {
  private constructor(private readonly server: Server) {}

  static async of(pages: Pages, origin: string, path: string): Promise<Floor> {
    await drawnAfter(pages.page, pages.addressOf(path));
    const markup = withoutScripts(await pages.page.content());
    const styles = new Map<string, Buffer>();
    for (const [, href = ''] of markup.matchAll(/<link[^>]*href="([^"]+\.css)"/g)) {
      const { pathname } = new URL(href, origin);
      styles.set(pathname, Buffer.from(await (await fetch(`${origin}${pathname}`)).arrayBuffer()));
    }
    const server = createServer(({ url = '/' }, response) => {
      const style = styles.get(url);
      response.setHeader('Content-Type', style ? 'text/css' : 'text/html; charset=utf-8');
      response.setHeader('Cache-Control', style ? 'max-age=3600' : 'no-store');
      response.end(style ?? markup);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Floor(server);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

const withoutScripts = (markup: string): string =>
  markup.replace(/<script[^>]*>.*?<\/script>/gs, '').replace(/<link[^>]*modulepreload[^>]*>/g, '');
