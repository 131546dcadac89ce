import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

/** An event that a listener got. */
export interface GotEvent {
  readonly event: string;
  readonly id: string;
  readonly value: Record<string, unknown>;
}

/** A program that listens at `/api/v1/live`, as an EventSource of a browser does. */
export class LiveListener {
  readonly got: GotEvent[] = [];
  /** All kinds of change that it was told so far. */
  readonly kinds = new Set<string>();
  readonly comments: string[] = [];
  /** Resolves when the server has ended the answer, or cut it. */
  readonly ended: Promise<void>;
  private readonly waiting = new Set<() => void>();
  private text = '';

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (chunk: string) => this.take(chunk));
    this.ended = new Promise((resolve) => response.once('close', () => resolve()));
    response.on('error', () => undefined);
  }

  /** Connects. `headers` have the credential, and `Last-Event-ID` when it comes back. */
  static async connect(address: string, headers: Record<string, string>): Promise<LiveListener> {
    const asked = get(address, {
      agent: false,
      headers: { Accept: 'text/event-stream', 'Accept-Encoding': 'gzip, br', ...headers },
    });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return new LiveListener(response);
  }

  /** The first event that passes, of those that came since the last call, or of those to come. */
  async next(passes: (got: GotEvent) => boolean, patienceMs = 20_000): Promise<GotEvent> {
    const deadline = AbortSignal.timeout(patienceMs);
    for (;;) {
      while (this.got.length > 0) {
        const got = this.got.shift();
        if (got && passes(got)) return got;
      }
      await new Promise<void>((resolve, reject) => {
        this.waiting.add(resolve);
        deadline.addEventListener('abort', () => reject(new Error(`No such event came in ${patienceMs} ms.`)));
      });
    }
  }

  /** The next sign of life. */
  alive(patienceMs?: number): Promise<GotEvent> {
    return this.next(({ event }) => event === 'alive', patienceMs);
  }

  /** The next event `change`; of a kind when it is named. A closed day brings one of its own. */
  change(kind?: string, patienceMs?: number): Promise<GotEvent> {
    const isOfKind = ({ value }: GotEvent) => kind === undefined || (value['kinds'] as string[]).includes(kind);
    return this.next((got) => got.event === 'change' && isOfKind(got), patienceMs);
  }

  close(): void {
    this.response.destroy();
  }

  private keep(got: GotEvent): void {
    this.got.push(got);
    if (got.event === 'change') for (const kind of got.value['kinds'] as string[]) this.kinds.add(kind);
  }

  private take(chunk: string): void {
    this.text += chunk;
    for (let end = this.text.indexOf('\n\n'); end >= 0; end = this.text.indexOf('\n\n')) {
      const lines = this.text.slice(0, end).split('\n');
      this.text = this.text.slice(end + 2);
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const [event, id, value] = [field('event'), field('id'), field('data')];
      if (event === undefined || id === undefined || value === undefined) this.comments.push(lines.join('\n'));
      else this.keep({ event, id, value: JSON.parse(value) as Record<string, unknown> });
    }
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
