import autocannon from 'autocannon';

/** The address of the requests, and the key that they use. */
export interface Load {
  readonly origin: string;
  /** Path and query, or a function that makes those of the next request. */
  readonly path: string | (() => string);
  readonly key: string;
}

/** The connections at once, and the duration or the number of the requests. */
export type Extent = { readonly connections: number } & ({ readonly seconds: number } | { readonly amount: number });

export interface Answered {
  readonly perSecond: number;
  /** Latencies, in ms. */
  readonly p50: number;
  readonly p97_5: number;
  readonly p99: number;
  /** Answers that were not 2xx, and requests without an answer. In a valid run it is 0. */
  readonly refused: number;
}

/** Sends requests again and again. Each connection sends the next one after its answer. */
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
