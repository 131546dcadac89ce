import type { Readable } from 'node:stream';

/** For what the client executes and gives the answer of as it is: an error within an answer would be a part of it. */
export const WHOLE_OR_NOTHING = { clickhouse_settings: { wait_end_of_query: 1 } } as const;

/** All bytes of a body; of one chunk, that chunk. */
export async function bytesOf(body: Readable | string): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string));
  const [first = Buffer.alloc(0)] = chunks;
  return chunks.length > 1 ? Buffer.concat(chunks) : first;
}
