import { type Asking, isExtension, Refusal, valuesOf } from '../loopback/gate.js';
import { type LocalAnswer, type LocalRequest, type LocalServer, openLocalServer } from '../loopback/local-server.js';
import { Buckets } from './buckets.js';
import { readEvent, type WatchEvent } from './events.js';
import { type Heard } from './watchers.js';

const MOST_BODY_BYTES = 64 * 1_024;
const MOST_BATCH = 200;
const MOST_CLIENTS = 10;
/** aw-watcher-web as the Chrome Web Store has it. */
const STOCK_WATCHER = 'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi';

export interface WatchPortOptions {
  /** Watchers of browsers know 5600 only. 0: any free one. */
  port: number;
  hostname: string;
  deviceId: string;
  /** More extensions that may tell, by their origins. */
  origins: readonly string[];
  /** Gets every event that comes. */
  heard: (heard: Heard) => void;
  /** An extension asked that may not. Called once for each. */
  refused: (origin: string) => void;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What a route needs beside the request. */
interface Call {
  options: WatchPortOptions;
  buckets: Buckets;
  request: LocalRequest;
  /** The parts of the path that the route leaves open. */
  parts: string[];
}

type Route = [method: string, path: RegExp, answer: (call: Call) => LocalAnswer];

const BUCKET = '/api/0/buckets/([^/]+)';
const at = (path: string): RegExp => new RegExp(`^${path}/?$`);

/** Each call of the protocol that watchers make. The rest of it reads, and is not here. */
const ROUTES: readonly Route[] = [
  [
    'GET',
    at('/api/0/info'),
    ({ options }) =>
      ok({ hostname: options.hostname, version: 'timeledger', testing: false, device_id: options.deviceId }),
  ],
  ['GET', at('/api/0/buckets'), ({ buckets }) => ok(buckets.describeAll())],
  ['GET', at(BUCKET), ({ buckets, parts: [id = ''] }) => ok(buckets.describe(id))],
  ['POST', at(BUCKET), create],
  ['PUT', at(BUCKET), (call) => ({ ...create(call), status: 200 })],
  ['DELETE', at(BUCKET), ({ buckets, parts: [id = ''] }) => (buckets.remove(id), ok({}))],
  ['POST', at(`${BUCKET}/heartbeat`), heartbeat],
  ['POST', at(`${BUCKET}/events`), add],
  ['GET', at(`${BUCKET}/events`), ({ buckets, parts: [id = ''], request }) => ok(buckets.events(id, limitOf(request)))],
  ['GET', at(`${BUCKET}/events/count`), ({ buckets, parts: [id = ''] }) => ok(buckets.count(id))],
  [
    'GET',
    at(`${BUCKET}/events/(\\d{1,9})`),
    ({ buckets, parts: [id = '', number] }) => ok(buckets.event(id, Number(number))),
  ],
  ['GET', at('/api/0/settings'), () => ok({})],
  ['GET', at('/api/0/settings/[^/]+'), () => ok(null)],
];

/**
 * Opens a port that speaks as much of ActivityWatch's protocol as its watchers need. Rejects when
 * the port is taken, by ActivityWatch itself for one.
 *
 * The protocol knows no pairing. So an extension must be known by its origin, and other programs
 * must run under this user. A client reads back only what it has written in this run.
 */
export function openWatchPort(options: WatchPortOptions): Promise<LocalServer> {
  const refused = new Set<string>();
  const byClient = new Map<string, Buckets>();
  const bucketsOf = (client: string): Buckets => {
    const known = byClient.get(client) ?? new Buckets();
    byClient.set(client, known);
    if (byClient.size > MOST_CLIENTS) byClient.delete([...byClient.keys()][0] ?? '');
    return known;
  };
  return openLocalServer({
    port: options.port,
    mostBodyBytes: MOST_BODY_BYTES,
    admits: (origin) => {
      if (origin === STOCK_WATCHER || options.origins.includes(origin)) return true;
      if (isExtension(origin) && !refused.has(origin) && refused.size < MOST_CLIENTS) {
        refused.add(origin);
        options.refused(origin);
      }
      return false;
    },
    admitsNoOrigin: isNoPage,
    describe: ({ message }) => ({ message }),
    answer: (request) => answer(options, bucketsOf(request.origin ?? ''), request),
  });
}

/** A browser says where a request without an origin comes from: a page's `<img>` is cross-site. */
function isNoPage(asking: Asking): boolean {
  return valuesOf(asking, 'sec-fetch-site').every((site) => site === 'none');
}

function answer(options: WatchPortOptions, buckets: Buckets, request: LocalRequest): LocalAnswer {
  for (const [method, path, act] of ROUTES) {
    const found = method === request.method ? path.exec(request.path) : null;
    if (found !== null) return act({ options, buckets, request, parts: found.slice(1).map(decoded) });
  }
  throw new Refusal(404, 'not_found', 'Timeledger takes events only. Read them on its own pages.');
}

function create({ buckets, options, request: { body }, parts: [id = ''] }: Call): LocalAnswer {
  const { type, client, hostname } = (body ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string' || typeof client !== 'string')
    throw new Refusal(400, 'wrong_bucket', 'A bucket has client, type and hostname.');
  const host = typeof hostname === 'string' && hostname !== '!local' ? hostname : options.hostname;
  const isNew = buckets.create(id, { type, client, hostname: host }, options.now());
  return isNew ? ok({}) : { status: 304 };
}

function heartbeat({ buckets, options, request, parts: [id = ''] }: Call): LocalAnswer {
  const pulseSeconds = Number(request.query.get('pulsetime') ?? NaN);
  if (!(pulseSeconds >= 0)) throw new Refusal(400, 'wrong_pulsetime', 'pulsetime is a number of seconds.');
  const event = readEvent(request.body);
  const kept = buckets.beat(id, event, pulseSeconds * 1_000);
  tell(options, buckets, { bucket: id, event });
  return ok(kept);
}

function add({ buckets, options, request: { body }, parts: [id = ''] }: Call): LocalAnswer {
  const offered = Array.isArray(body) ? (body as unknown[]) : [body];
  if (offered.length > MOST_BATCH) throw new Refusal(413, 'too_large', `A call brings ${MOST_BATCH} events at most.`);
  const events = offered.map(readEvent);
  const kept = events.map((event) => buckets.add(id, event));
  const [newest] = [...events].sort((one, other) => other.endMs - one.endMs);
  if (newest !== undefined) tell(options, buckets, { bucket: id, event: newest });
  return ok(kept);
}

function tell({ heard }: WatchPortOptions, buckets: Buckets, { bucket, event }: { bucket: string; event: WatchEvent }) {
  heard({ bucket, type: buckets.typeOf(bucket), event });
}

function limitOf({ query }: LocalRequest): number {
  const limit = Number(query.get('limit') ?? Infinity);
  return limit >= 0 ? limit : Infinity;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, 'wrong_address', 'The address cannot be read.');
  }
}

const ok = (body: unknown): LocalAnswer => ({ status: 200, body });
