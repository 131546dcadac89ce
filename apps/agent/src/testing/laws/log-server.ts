import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';

/** An activity as an agent posts it. */
export interface Posted {
  id: string;
  application: string;
  title?: string;
  url?: string;
  startedAt: number;
  endedAt: number;
}

/** What the network does with the next calls. */
export type Network = 'works' | 'loses answers' | 'is away';

/** The server takes a record whose end lies this far in its future. */
const FUTURE_MS = 60_000;

/** The real server tells an activity by all of these. */
export const activityKey = ({ id, startedAt, application, title, url }: Posted): string =>
  JSON.stringify([id, startedAt, application, title, url]);

/**
 * The log of a server that knows activities by their ids and makes them longer. Nothing leaves it.
 */
export class ServerLog {
  network: Network = 'works';
  private readonly known = new Map<string, Posted>();

  constructor(private readonly nowMs: () => number) {}

  /** Every activity at its longest. */
  get activities(): Posted[] {
    return [...this.known.values()];
  }

  /** Takes a batch and returns the body of the answer. */
  take(batch: readonly Posted[]): object {
    const rejected = batch.flatMap((posted, index) => {
      if (posted.endedAt <= this.nowMs() + FUTURE_MS) return [];
      return [{ index, code: 'in_future', message: 'endedAt is in the future' }];
    });
    const refused = new Set(rejected.map(({ index }) => index));
    for (const [index, posted] of batch.entries()) if (!refused.has(index)) this.keep(posted);
    return { accepted: batch.length - rejected.length, duplicates: 0, rejected, serverTime: this.nowMs() };
  }

  private keep(posted: Posted): void {
    const key = activityKey(posted);
    const known = this.known.get(key);
    if (known === undefined || known.endedAt < posted.endedAt) this.known.set(key, posted);
  }
}

/** One port for all logs of a test file: it answers for the log that is set last. */
export class LogPort {
  log: ServerLog | null = null;
  private readonly server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { log } = this;
      if (log === null || log.network === 'is away') return void response.destroy();
      const answer = log.take((JSON.parse(text) as { activities: Posted[] }).activities);
      if (log.network === 'loses answers') return void response.destroy();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });

  async open(): Promise<URL> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
