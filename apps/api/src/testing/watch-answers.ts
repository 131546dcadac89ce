import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** An answer of a server, as it left the process. */
export interface ServedAnswer {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  /** Without its parameters such as the charset; `undefined` when there is no body type. */
  readonly contentType: string | undefined;
  readonly body: string;
}

/**
 * Calls `onAnswer` for every whole answer of a server, just before its end is sent. It sees each
 * request before the application does, so it also sees what middleware answers. An answer that
 * breaks off is left out.
 */
export function watchAnswers(server: Server, onAnswer: (answer: ServedAnswer) => void): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown, encoding: unknown) => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, encodingOf(encoding)));
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    const write = response.write.bind(response) as (...sent: unknown[]) => boolean;
    const end = response.end.bind(response) as (...sent: unknown[]) => ServerResponse;
    response.write = (...sent: unknown[]) => {
      keep(sent[0], sent[1]);
      return write(...sent);
    };
    response.end = (...sent: unknown[]) => {
      keep(sent[0], sent[1]);
      onAnswer({
        method: request.method ?? '',
        path: (request.url ?? '').split('?')[0] ?? '',
        status: response.statusCode,
        contentType: response.getHeader('content-type')?.toString().split(';')[0]?.trim().toLowerCase(),
        body: readable(Buffer.concat(chunks), response.getHeader('content-encoding')),
      });
      return end(...sent);
    };
  });
}

/** The text of a body that may be compressed. */
function readable(body: Buffer, encoding: unknown): string {
  const decode = { br: brotliDecompressSync, gzip: gunzipSync, deflate: inflateSync }[String(encoding)];
  return (decode && body.length > 0 ? decode(body) : body).toString('utf8');
}

const encodingOf = (encoding: unknown): BufferEncoding =>
  typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
