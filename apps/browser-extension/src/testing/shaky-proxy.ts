import { once } from 'node:events';
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A network between the browser and a server, in the hand of the test. `open` brings everything.
 * `lost` brings requests to the server and loses its answers. `cut` brings nothing.
 */
export class ShakyProxy {
  state: 'open' | 'lost' | 'cut' = 'open';
  /** The bodies of all requests that reached the server, by path. */
  readonly brought: { readonly path: string; readonly text: string }[] = [];
  private readonly server = createServer((request, response) => void this.bring(request, response));

  constructor(private readonly target: string) {}

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async bring(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.state === 'cut') return void request.socket.destroy();
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { method, url: path = '/', headers } = request;
    const isLost = this.state === 'lost';
    const onward = ask(new URL(path, this.target), {
      method,
      headers: { ...headers, host: new URL(this.target).host },
    });
    onward.on('response', (answer) => {
      this.brought.push({ path, text });
      if (isLost) {
        answer.resume();
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => request.socket.destroy());
    onward.end(text);
  }
}
