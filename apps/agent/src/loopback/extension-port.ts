import { type Browser, isBrowser } from '../sites/browser-titles.js';
import { pageAt } from '../sites/page.js';
import { type SiteNames } from '../sites/site-names.js';
import { type SitesToday } from '../sites/sites-today.js';
import { isExtension, Refusal, valuesOf } from './gate.js';
import { type LocalAnswer, type LocalRequest, type LocalServer, openLocalServer } from './local-server.js';
import { type Pairing } from './pairing.js';

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
}

type Route = (options: ExtensionPortOptions, request: LocalRequest) => LocalAnswer | Promise<LocalAnswer>;

const ROUTES: Record<string, Route> = {
  'POST /v1/pairing': pair,
  'POST /v1/tab': tab,
  'POST /v1/block/more': more,
  'GET /v1/state': ({ device, today, pausing, blocks }) => ({
    status: 200,
    body: { device, ...pauseOf(pausing), focus: blocks?.focus() ?? null, top: today.top(MOST_TOP_SITES) },
  }),
  'POST /v1/pause': async ({ pausing }, { body }) => {
    const { minutes } = fieldsOf(body);
    const isValid = typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 1;
    if (!isValid || minutes > LONGEST_PAUSE_MINUTES)
      throw new Refusal(400, 'wrong_minutes', `minutes is a whole number from 1 to ${LONGEST_PAUSE_MINUTES}.`);
    await pauseIn(pausing).pause(minutes);
    return { status: 200, body: pauseOf(pausing) };
  },
  'POST /v1/resume': async ({ pausing }) => {
    await pauseIn(pausing).resume();
    return { status: 200, body: pauseOf(pausing) };
  },
};

const PAIRING = 'POST /v1/pairing';

/**
 * Opens the port by which the browser extension speaks with this agent. Rejects when it is taken.
 *
 * Only extensions of browsers may ask, by their origin, and all but the pairing needs a token. A
 * GET without an origin passes with a token: Chromium sends none with the calls of an extension to
 * an address that it may read.
 */
export function openExtensionPort(options: ExtensionPortOptions): Promise<LocalServer> {
  return openLocalServer({
    port: options.port,
    mostBodyBytes: MOST_BODY_BYTES,
    admits: isExtension,
    admitsNoOrigin: (asking) => asking.method === 'GET' && valuesOf(asking, 'authorization').length === 1,
    answer: (request) => answer(options, request),
  });
}

async function answer(options: ExtensionPortOptions, request: LocalRequest): Promise<LocalAnswer> {
  const name = `${request.method} ${request.path}`;
  if (!Object.hasOwn(ROUTES, name)) throw new Refusal(404, 'not_found', 'This port has no such address.');
  const isKnown = name === PAIRING || options.pairing.pairedAs(request.token, request.origin) !== undefined;
  if (!isKnown) throw new Refusal(401, 'not_paired', 'Pair the extension with this agent: agent pair.');
  return (ROUTES[name] as Route)(options, request);
}

async function pair({ pairing }: ExtensionPortOptions, { body, origin }: LocalRequest): Promise<LocalAnswer> {
  const { code } = fieldsOf(body);
  const browser = browserIn(body);
  if (typeof code !== 'string' || origin === undefined) throw new Refusal(400, 'wrong_body', 'code is a text.');
  return { status: 200, body: { token: await pairing.redeem(code, { origin, browser }) } };
}

async function tab(options: ExtensionPortOptions, request: LocalRequest): Promise<LocalAnswer> {
  const { sites, pausing, blocks, pairing } = options;
  const { body, token, origin } = request;
  const browser = browserIn(body);
  const told = fieldsOf(body)['tab'];
  const page = told === null ? null : pageAt(fieldsOf(told));
  if (page === undefined) throw new Refusal(400, 'wrong_tab', 'tab is null, or has host, path, title and audible.');
  sites.tell(browser, page, pairing.pairedAs(token, origin));
  const block = page === null ? null : ((await blocks?.blockOf(page.site)) ?? null);
  return { status: 200, body: { reportSeconds: REPORT_SECONDS, ...pauseOf(pausing), block } };
}

function more({ blocks }: ExtensionPortOptions, { body }: LocalRequest): LocalAnswer {
  const page = pageAt({ host: fieldsOf(body)['host'] });
  if (page === undefined) throw new Refusal(400, 'wrong_host', 'host is the name of a web site.');
  const until = blocks?.more(page.site) ?? null;
  if (until === null) throw new Refusal(409, 'no_more', 'This site gets no more minutes now.');
  return { status: 200, body: { until } };
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
