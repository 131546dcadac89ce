import autocannon from 'autocannon';

/** What is asked, and with whose key. */
export interface Load {
  readonly origin: string;
  /** Path and query, or what gives those of the next request. */
  readonly path: string | (() => string);
  readonly key: string;
}

/** How long or how often, and by how many at once. */
export type Extent = { readonly connections: number } & ({ readonly seconds: number } | { readonly amount: number });

export interface Answered {
  readonly perSecond: number;
  /** Latencies, in ms. */
  readonly p50: number;
  readonly p97_5: number;
  readonly p99: number;
  /** Answers that were not 2xx, and requests without an answer: 0 in a run that is worth anything. */
  readonly refused: number;
}

/** Asks again and again, each connection one after the other. */
export async function load({ origin, path, key }: Load, extent: Extent): Promise<Answered> {
  const { connections } = extent;
  const until = 'amount' in extent ? { amount: extent.amount } : { duration: extent.seconds };
  const headers = { authorization: `Bearer ${key}` };
  const { requests, latency, non2xx, errors } = await autocannon({
    url: origin,
    headers,
    connections,
    timeout: 60,
    requests: [typeof path === 'string' ? { path } : { setupRequest: (request) => ({ ...request, path: path() }) }],
    ...until,
  });
  const { p50, p97_5, p99 } = latency;
  return { perSecond: requests.average, p50, p97_5, p99, refused: non2xx + errors };
}
