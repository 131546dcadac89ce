import { request } from 'node:http';

export interface PortAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

export interface PortAsking {
  method?: string;
  /** Replaces the JSON of `body`. */
  text?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks a port of this machine. A browser could not choose these headers. */
export function askPort(port: number, path: string, asking: PortAsking = {}): Promise<PortAnswer> {
  const { body, method = body === undefined && asking.text === undefined ? 'GET' : 'POST', headers = {} } = asking;
  const text = asking.text ?? (body === undefined ? '' : JSON.stringify(body));
  const type: Record<string, string> = text === '' ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, path, method, agent: false, headers: { host: `127.0.0.1:${port}`, ...type, ...headers } },
      (response) => {
        let answered = '';
        response.on('data', (chunk: Buffer) => (answered += chunk.toString()));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: answered && JSON.parse(answered),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(text);
  });
}
