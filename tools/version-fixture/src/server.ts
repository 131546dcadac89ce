import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A started Timeledger, and how to ask it. */
export interface Server {
  readonly adminToken: string;
  /** The status, content type and text of an answer. */
  ask(method: string, path: string, options?: { bearer?: string; body?: unknown }): Promise<Answer>;
  /** The parsed body of an answer. Throws unless the status is 2xx. */
  json<T>(method: string, path: string, options?: { bearer?: string; body?: unknown }): Promise<T>;
  /** Resolves when reports show all that was acknowledged. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Starts the built program `main` on a data folder, at a free port, without limits of rate. */
export async function startServer(main: string, dataDir: string): Promise<Server> {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
  const limits = { RATE_LIMIT_PER_MINUTE: '0', RATE_LIMIT_PER_HOUR: '0', INGEST_LIMIT_PER_MINUTE: '0', SIGN_UP: 'on' };
  const child = spawn(process.execPath, [main], {
    env: { ...env, ...limits },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const adminToken = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
  const ask: Server['ask'] = async (method, path, { bearer, body } = {}) => {
    const headers = {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(url + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
  };
  const json = async <T>(...[method, path, options]: Parameters<Server['ask']>): Promise<T> => {
    const { status, text } = await ask(method, path, options);
    if (status < 200 || status > 299) throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return {
    ...{ adminToken, ask, json },
    async caughtUp() {
      for (;;) {
        const { projector } = await json<{ projector: { caughtUp: boolean } }>('GET', '/api/v1/status');
        if (projector.caughtUp) return;
      }
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** The address that the program prints when it is ready. */
async function addressOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    printed += chunk.toString();
    const [, address] = /listening on (http:\S+)/.exec(printed) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`The program ended before it was ready: ${printed}`);
}
