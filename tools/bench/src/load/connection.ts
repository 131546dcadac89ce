import { Agent, request } from 'node:http';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
}

/**
 * One connection to a server, kept alive: calls go one after the other. It is the simplest client,
 * because it shares our cores.
 */
export class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly origin: string,
    /** The secret that it sends with each call. */
    readonly key: string,
  ) {}

  /** The body of a 2xx answer, as text. Throws for any other answer. */
  async call(call: Call): Promise<string> {
    return Buffer.concat(await this.chunksOf(call)).toString();
  }

  /** The same body in chunks, as they arrive. */
  chunksOf({ method, path, body }: Call): Promise<Buffer[]> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${this.key}`,
        ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      };
      const sent = request(`${this.origin}${path}`, { method, agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) return resolve(chunks);
          const text = Buffer.concat(chunks).toString().slice(0, 200);
          reject(new Error(`${method} ${path.split('?', 1)[0]} answered ${statusCode}: ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** Another connection of the same user. */
  beside(): Connection {
    return new Connection(this.origin, this.key);
  }

  close(): void {
    this.agent.destroy();
  }
}
