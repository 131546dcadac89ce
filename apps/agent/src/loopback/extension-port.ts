import { type Browser, isBrowser } from '../sites/browser-titles.js';
import { pageAt } from '../sites/page.js';
import { type SiteNames } from '../sites/site-names.js';
import { type SitesToday } from '../sites/sites-today.js';
import { asRefusal, isExtension, Refusal } from './gate.js';
import { errorBody, type LocalAnswer, type LocalRequest, type LocalServer, openLocalServer } from './local-server.js';
import { type Paired, type Pairing } from './pairing.js';
import { Sessions } from './sessions.js';

const MOST_BODY_BYTES = 16 * 1_024;
/** An extension tells its tab at least this often. */
const REPORT_SECONDS = 60;
const MOST_TOP_SITES = 20;
const LONGEST_PAUSE_MINUTES = 24 * 60;

/** A site that a focus session blocks. Times are epoch milliseconds. */
export interface SiteBlock {
  reason: 'focus';
  endsAt: number;
  host: string;
  mayExtend: boolean;
}

/** What the port needs of a focus session. */
export interface SiteBlocks {
  /** Null: the host is not blocked now. The level of a new host may have to be asked for. */
  blockOf(host: string): SiteBlock | null | Promise<SiteBlock | null>;
  /** Gives a host five more minutes. Returns their end, or null when it may not have them. */
  more(host: string): number | null;
  /** The session that runs. */
  focus(): { endsAt: number } | null;
}

/** What the port needs of the pause. Times are epoch milliseconds. */
export interface Pausing {
  /** Null: recording goes on. `until` is null when only `resume` ends the pause. */
  state(): { until: number | null } | null;
  pause(minutes: number): Promise<void>;
  resume(): Promise<void>;
}

export interface ExtensionPortOptions {
  /** 0: any free one. */
  port: number;
  /** The name of this device. */
  device: string;
  pairing: Pairing;
  sites: SiteNames;
  today: SitesToday;
  /** Default: this agent cannot pause. */
  pausing?: Pausing | undefined;
  /** Default: nothing is blocked. */
  blocks?: SiteBlocks | undefined;
  /** Gets the id of the pairing at each call of it. */
  heard?: ((pairing: string) => void) | undefined;
}

/** What a call has beside the parts of the agent. */
interface Call {
  /** The id of the pairing of the extension that asks. */
  pairing: string;
  body: unknown;
}

/** Each returns the body of its answer, and may throw a Refusal. */
const CALLS: Record<string, (options: ExtensionPortOptions, call: Call) => unknown> = {
  tab,
  more,
  state: ({ device, today, pausing, blocks }) => ({
    ...{ device, ...pauseOf(pausing), focus: blocks?.focus() ?? null, top: today.top(MOST_TOP_SITES) },
  }),
  pause: async ({ pausing }, { body }) => {
    const { minutes } = fieldsOf(body);
    const isValid = typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 1;
    if (!isValid || minutes > LONGEST_PAUSE_MINUTES)
      throw new Refusal(400, 'wrong_minutes', `minutes is a whole number from 1 to ${LONGEST_PAUSE_MINUTES}.`);
    await pauseIn(pausing).pause(minutes);
    return pauseOf(pausing);
  },
  resume: async ({ pausing }) => {
    await pauseIn(pausing).resume();
    return pauseOf(pausing);
  },
};

type Route = (options: ExtensionPortOptions & { sessions: Sessions }, request: LocalRequest) => unknown;

const ROUTES: Record<string, Route> = {
  'POST /v1/pairing/key': ({ pairing }) => ({ key: pairing.publicKey }),
  'POST /v1/pairing': pair,
  'POST /v1/hello': ({ pairing, sessions }, { body, origin, port }) => {
    const { pairing: id, nonce } = fieldsOf(body);
    return sessions.greet(knownAs(pairing.pairedAs(id, origin)), { nonce, port });
  },
  'POST /v1/call': async (options, { body, origin }) => {
    const { pairing, call, body: told, sealed } = options.sessions.read(fieldsOf(body));
    const { id } = knownAs(options.pairing.pairedAs(pairing, origin));
    options.heard?.(id);
    return { sealed: sealed(await outcomeOf(options, call, { pairing, body: told })) };
  },
};

/**
 * Opens the port by which the browser extension speaks with this agent. Rejects when it is taken.
 *
 * Only extensions of browsers may ask, by their origin. After the pairing all that both say is
 * sealed, so another program at this port or at the other end learns nothing and can say nothing.
 */
export function openExtensionPort(options: ExtensionPortOptions): Promise<LocalServer> {
  const parts = { ...options, sessions: new Sessions() };
  return openLocalServer({
    port: options.port,
    mostBodyBytes: MOST_BODY_BYTES,
    admits: isExtension,
    admitsNoOrigin: () => false,
    answer: async (request) => {
      const name = `${request.method} ${request.path}`;
      if (!Object.hasOwn(ROUTES, name)) throw new Refusal(404, 'not_found', 'This port has no such address.');
      return { status: 200, body: await (ROUTES[name] as Route)(parts, request) };
    },
  });
}

/** What a call answers: `{status, body}`, a refusal too. */
async function outcomeOf(options: ExtensionPortOptions, name: unknown, call: Call): Promise<LocalAnswer> {
  try {
    if (typeof name !== 'string' || !Object.hasOwn(CALLS, name))
      throw new Refusal(404, 'not_found', 'This port has no such call.');
    return { status: 200, body: await CALLS[name]?.(options, call) };
  } catch (error) {
    const refusal = asRefusal(error);
    return { status: refusal.status, body: errorBody(refusal) };
  }
}

function knownAs(paired: Paired | undefined): Paired {
  if (paired === undefined) throw new Refusal(401, 'not_paired', 'Pair the extension with this agent: agent pair.');
  return paired;
}

function pair({ pairing }: ExtensionPortOptions, { body, origin, port }: LocalRequest): Promise<object> {
  const { key, proof } = fieldsOf(body);
  const browser = browserIn(body);
  if (typeof key !== 'string' || typeof proof !== 'string' || origin === undefined)
    throw new Refusal(400, 'wrong_body', 'key and proof are texts.');
  return pairing.redeem({ key, proof, origin, browser, port });
}

async function tab({ sites, pausing, blocks }: ExtensionPortOptions, { pairing, body }: Call): Promise<object> {
  const browser = browserIn(body);
  const told = fieldsOf(body)['tab'];
  const page = told === null ? null : pageAt(fieldsOf(told));
  if (page === undefined) throw new Refusal(400, 'wrong_tab', 'tab is null, or has host, path, title and audible.');
  sites.tell(browser, page, pairing);
  const block = page === null ? null : ((await blocks?.blockOf(page.site)) ?? null);
  return { reportSeconds: REPORT_SECONDS, ...pauseOf(pausing), block };
}

function more({ blocks }: ExtensionPortOptions, { body }: Call): object {
  const page = pageAt({ host: fieldsOf(body)['host'] });
  if (page === undefined) throw new Refusal(400, 'wrong_host', 'host is the name of a web site.');
  const until = blocks?.more(page.site) ?? null;
  if (until === null) throw new Refusal(409, 'no_more', 'This site gets no more minutes now.');
  return { until };
}

function pauseIn(pausing: Pausing | undefined): Pausing {
  if (pausing === undefined) throw new Refusal(409, 'no_pause', 'This agent cannot pause.');
  return pausing;
}

function pauseOf(pausing: Pausing | undefined): { paused: boolean; pausedUntil: number | null } {
  const state = pausing?.state() ?? null;
  return { paused: state !== null, pausedUntil: state?.until ?? null };
}

function browserIn(body: unknown): Browser {
  const { browser } = fieldsOf(body);
  if (!isBrowser(browser)) throw new Refusal(400, 'wrong_browser', 'browser is the name of a known browser.');
  return browser;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Refusal(400, 'wrong_body', 'The body is a JSON object.');
}
