import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** How many requests one credential may send. 0 sets no limit. */
export interface RateLimitSettings {
  /** Requests to the documented API, in a minute and in an hour. Wrong keys from one address count too. */
  readonly perMinute: number;
  readonly perHour: number;
  /** Requests in which agents send activities, in a minute. */
  readonly ingestPerMinute: number;
}

/** The identity provider of a company. */
export interface UpstreamSettings {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Answers with the claims of OpenID Connect. The API reads `email` and `email_verified`. */
  readonly userInfoUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Everything that the environment decides. See `.env.example` and the README for the same list in prose. */
export interface Settings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Absolute path of the folder that holds everything in embedded mode. */
  readonly dataDir: string;
  /** Connection string of an event store; the embedded node when absent. */
  readonly eventStoreUrl?: string;
  /** URL of a ClickHouse server; the in-process engine when absent. */
  readonly clickHouseUrl?: string;
  /** Name of that server's cluster, or a macro for it: the tables are made on all of it. One server when absent. */
  readonly clickHouseCluster?: string;
  /** Where the embedded node listens, on loopback; the next free port when taken. */
  readonly embeddedEventStorePort: number;
  /** Wins over the token in the data folder. */
  readonly adminToken?: string;
  readonly logLevel: LogLevel;
  /** How many proxies in front of us may be believed about the client's address. */
  readonly trustProxy: number;
  readonly rateLimits: RateLimitSettings;
  /** Where users reach us, without a slash at the end; without it, what the request says. */
  readonly publicUrl?: string;
  /** The company's identity provider, through which people may sign in. */
  readonly upstream?: UpstreamSettings;
  /** Whether people may open accounts themselves. */
  readonly signUp: boolean;
  /** Users behind each figure of the statistics over all users, at least. */
  readonly smallestGroup: number;
}

const LIMIT = 'a number of requests from 0, which is no limit, to 999999';
const limit = (text: string) => wholeNumber(text, 999_999);

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SHORTEST_ADMIN_TOKEN = 16;

/** Every bad setting of a start, by name. Values are withheld: some are secrets. */
export class InvalidSettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`Invalid settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidSettingsError';
  }
}

/**
 * The settings in an environment. An empty value counts as absent.
 * Throws InvalidSettingsError naming every bad setting at once.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];

  /** The parsed value, or the fallback when absent or bad; a bad one is remembered. */
  function read<T>(name: string, fallback: T, parse: (text: string) => T | undefined, expected: string): T {
    const text = environment[name]?.trim();
    if (!text) return fallback;
    const value = parse(text);
    if (value === undefined) problems.push(`${name} must be ${expected}`);
    return value ?? fallback;
  }

  const port = (text: string) => wholeNumber(text, 65_535);
  const eventStoreUrl = read('EVENTSTORE_URL', undefined, eventStoreConnection, 'like esdb://host:2113?tls=true');
  const clickHouseUrl = read('CLICKHOUSE_URL', undefined, httpUrl, 'like http://user:password@host:8123/database');
  const clickHouseCluster = read(
    'CLICKHOUSE_CLUSTER',
    undefined,
    (text) => (clickHouseUrl === undefined ? undefined : clusterName(text)),
    'a name like main or a macro like {cluster}, beside CLICKHOUSE_URL',
  );
  const adminToken = read('ADMIN_TOKEN', undefined, secret, `at least ${SHORTEST_ADMIN_TOKEN} characters`);
  const publicUrl = read('PUBLIC_URL', undefined, originUrl, 'like https://time.example.org, without a path');
  const upstream = readUpstream((name, parse, expected) => read(`OAUTH2_LOGIN_${name}`, undefined, parse, expected));
  if (upstream === 'incomplete' || (upstream && publicUrl === undefined)) {
    problems.push(`${UPSTREAM_NAMES.map((name) => `OAUTH2_LOGIN_${name}`).join(', ')} and PUBLIC_URL belong together`);
  }
  const settings: Settings = {
    host: read('HOST', '127.0.0.1', hostName, 'an IP address or a host name'),
    port: read('PORT', 3000, port, 'a port from 0 to 65535'),
    dataDir: resolve(read('DATA_DIR', './data', (text) => text, 'a folder')),
    embeddedEventStorePort: read('EMBEDDED_EVENTSTORE_PORT', 2113, port, 'a port from 0 to 65535'),
    logLevel: read('LOG_LEVEL', 'info', logLevel, `one of ${LOG_LEVELS.join(', ')}`),
    trustProxy: read('TRUST_PROXY', 0, (text) => wholeNumber(text, 10), 'a number of proxies from 0 to 10'),
    rateLimits: {
      perMinute: read('RATE_LIMIT_PER_MINUTE', 60, limit, LIMIT),
      perHour: read('RATE_LIMIT_PER_HOUR', 1_000, limit, LIMIT),
      ingestPerMinute: read('INGEST_LIMIT_PER_MINUTE', 600, limit, LIMIT),
    },
    signUp: read('SIGN_UP', false, onOrOff, 'on or off'),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(upstream && upstream !== 'incomplete' && { upstream }),
    smallestGroup: read('STATISTICS_SMALLEST_GROUP', 20, groupSize, 'a number of users from 5 to 999999'),
    ...(eventStoreUrl !== undefined && { eventStoreUrl }),
    ...(clickHouseUrl !== undefined && { clickHouseUrl }),
    ...(clickHouseCluster !== undefined && { clickHouseCluster }),
    ...(adminToken !== undefined && { adminToken }),
  };
  if (problems.length > 0) throw new InvalidSettingsError(problems);
  return settings;
}

const UPSTREAM_NAMES = ['AUTHORIZATION_URL', 'TOKEN_URL', 'USERINFO_URL', 'CLIENT_ID', 'CLIENT_SECRET'] as const;

type ReadText = (
  name: (typeof UPSTREAM_NAMES)[number],
  parse: (text: string) => string | undefined,
  expected: string,
) => string | undefined;

/** All of them or none. */
function readUpstream(read: ReadText): UpstreamSettings | 'incomplete' | undefined {
  const url = (name: Parameters<ReadText>[0]) => read(name, httpUrl, 'like https://login.example.org/authorize');
  const authorizationUrl = url('AUTHORIZATION_URL');
  const tokenUrl = url('TOKEN_URL');
  const userInfoUrl = url('USERINFO_URL');
  const clientId = read('CLIENT_ID', (text) => text, 'a text');
  const clientSecret = read('CLIENT_SECRET', (text) => text, 'a text');
  if (authorizationUrl && tokenUrl && userInfoUrl && clientId && clientSecret) {
    return { authorizationUrl, tokenUrl, userInfoUrl, clientId, clientSecret };
  }
  return (authorizationUrl ?? tokenUrl ?? userInfoUrl ?? clientId ?? clientSecret) ? 'incomplete' : undefined;
}

const wholeNumber = (text: string, most: number): number | undefined =>
  /^\d{1,6}$/.test(text) && Number(text) <= most ? Number(text) : undefined;

/** Of fewer users than five an average says too much of each. */
function groupSize(text: string): number | undefined {
  const size = wholeNumber(text, 999_999);
  return size !== undefined && size >= 5 ? size : undefined;
}

const logLevel = (text: string): LogLevel | undefined => LOG_LEVELS.find((level) => level === text);

const hostName = (text: string): string | undefined =>
  isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : undefined;

const eventStoreConnection = (text: string): string | undefined =>
  /^esdb(\+discover)?:\/\/\S+$/.test(text) ? text : undefined;

const clusterName = (text: string): string | undefined => (/^(\w[\w.-]*|\{\w+\})$/.test(text) ? text : undefined);

const secret = (text: string): string | undefined => (text.length >= SHORTEST_ADMIN_TOKEN ? text : undefined);

const onOrOff = (text: string): boolean | undefined => (text === 'on' ? true : text === 'off' ? false : undefined);

function originUrl(text: string): string | undefined {
  const url = httpUrl(text) && new URL(text);
  return url && url.pathname === '/' && !url.search && !url.hash && !url.username ? url.origin : undefined;
}

function httpUrl(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
