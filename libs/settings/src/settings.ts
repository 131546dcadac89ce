import { resolve } from 'node:path';
import { z } from 'zod';
import { COMPANY_SETTINGS } from './company-settings.js';
import { IMPORT_SETTINGS, RATE_LIMIT_SETTINGS } from './limit-settings.js';
import { MAIL_SETTINGS } from './mail-settings.js';
import { optionalSetting, type Setting, setting, type SettingGroup } from './setting.js';
import {
  clusterName,
  eventStoreConnection,
  hostName,
  httpUrl,
  onOrOff,
  port,
  serverUrl,
  wholeNumber,
} from './texts.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SHORTEST_ADMIN_TOKEN = 16;

const PORT = 'a port from 0 to 65535';

/**
 * Every setting of our programs. The key is its name in the code, and the entry has all the rest.
 * To add a setting, add an entry. Settings that belong together are a group, in a file of its own.
 * A test compares docs/operations.md and .env.example with this table.
 */
export const SETTINGS = {
  host: setting({
    name: 'HOST',
    schema: hostName,
    fallback: '127.0.0.1',
    expected: 'an IP address or a host name',
    meaning: 'The address on which the API listens.',
    usedBy: ['api'],
  }),
  port: setting({
    name: 'PORT',
    schema: port,
    fallback: '3000',
    expected: PORT,
    meaning: 'The port on which the API listens. 0 takes any free port.',
    usedBy: ['api', 'admin'],
  }),
  dataDir: setting({
    name: 'DATA_DIR',
    schema: z.string().transform((text) => resolve(text)),
    fallback: './data',
    expected: 'a folder',
    meaning: 'The folder of the embedded stores, and of the admin token.',
    usedBy: ['api', 'admin'],
  }),
  eventStoreUrl: optionalSetting({
    name: 'EVENTSTORE_URL',
    schema: eventStoreConnection,
    expected: 'like esdb://host:2113?tls=true',
    meaning: 'The connection string of EventStoreDB. Its user must be able to read `$all`.',
    otherwise: 'embedded',
    usedBy: ['api', 'projector'],
    requiredBy: ['projector'],
    isSecret: true,
  }),
  clickHouseUrl: optionalSetting({
    name: 'CLICKHOUSE_URL',
    schema: httpUrl,
    expected: 'like http://user:password@host:8123/database',
    meaning: 'The address of ClickHouse, like `http://user:password@host:8123/database`. A missing database is made.',
    otherwise: 'embedded',
    usedBy: ['api', 'projector'],
    requiredBy: ['projector'],
    isSecret: true,
  }),
  clickHouseCluster: optionalSetting({
    name: 'CLICKHOUSE_CLUSTER',
    schema: clusterName,
    expected: 'a name like main or a macro like {cluster}, beside CLICKHOUSE_URL',
    meaning: 'The name of the ClickHouse cluster, or a macro like `{cluster}`. See "Shards and replicas".',
    otherwise: 'one server',
    usedBy: ['api', 'projector'],
    beside: 'CLICKHOUSE_URL',
  }),
  embeddedEventStorePort: optionalSetting({
    name: 'EMBEDDED_EVENTSTORE_PORT',
    schema: port,
    expected: PORT,
    meaning:
      'A loopback port for the embedded event store. Any program of this machine may then read and write the log.',
    otherwise: 'a socket in `DATA_DIR`',
    example: '2113',
    usedBy: ['api'],
  }),
  longestKeptMonths: optionalSetting({
    name: 'LONGEST_KEPT_MONTHS',
    schema: wholeNumber(1, 1_200),
    expected: 'a whole number of months from 1 to 1200',
    meaning:
      'Time that is older than so many months is erased by itself, of every user, two weeks after they were told. ' +
      'The API and every `projector run` have the same.',
    otherwise: 'for ever',
    example: '60',
    usedBy: ['api', 'projector'],
  }),
  adminToken: optionalSetting({
    name: 'ADMIN_TOKEN',
    schema: z.string().min(SHORTEST_ADMIN_TOKEN),
    expected: `at least ${SHORTEST_ADMIN_TOKEN} characters`,
    meaning: 'The token that may create users and keys (Authorization: Bearer). It wins over `DATA_DIR/admin-token`.',
    otherwise: 'made at the first start',
    usedBy: ['api', 'admin'],
    isSecret: true,
  }),
  logLevel: setting({
    name: 'LOG_LEVEL',
    schema: z.enum(LOG_LEVELS),
    fallback: 'info',
    expected: `one of ${LOG_LEVELS.join(', ')}`,
    meaning: `How detailed the log is: ${LOG_LEVELS.join(', ')}.`,
    usedBy: ['api', 'projector'],
  }),
  trustProxy: setting({
    name: 'TRUST_PROXY',
    schema: wholeNumber(0, 10),
    fallback: '0',
    expected: 'a number of proxies from 0 to 10',
    meaning: "How many proxies stand in front of the API. It reads the client's address from their headers.",
    usedBy: ['api'],
  }),
  rateLimits: RATE_LIMIT_SETTINGS,
  imports: IMPORT_SETTINGS,
  mostDevices: setting({
    name: 'DEVICES_PER_ACCOUNT',
    schema: wholeNumber(1, 100_000),
    fallback: '100',
    expected: 'a number of devices from 1 to 100000',
    meaning:
      'How many devices an account may have. Agents of further devices keep their records until a device is removed.',
    usedBy: ['api'],
  }),
  exportSilenceSeconds: setting({
    name: 'EXPORT_SILENCE_SECONDS',
    schema: wholeNumber(1, 86_400),
    fallback: '300',
    expected: 'a number of seconds from 1 to 86400',
    meaning: 'An export ends when its client reads nothing for so many seconds. An account may run two at once.',
    usedBy: ['api'],
  }),
  publicUrl: optionalSetting({
    name: 'PUBLIC_URL',
    schema: serverUrl,
    expected: 'like https://time.example.org, or with a path of its own like https://example.org/time',
    meaning:
      'The address that browsers and agents use, like `https://time.example.org` or `https://example.org/time`. ' +
      'Secure cookies, OAuth metadata and the check of the Host header need it.',
    usedBy: ['api', 'admin'],
  }),
  upstream: COMPANY_SETTINGS,
  mail: MAIL_SETTINGS,
  signUp: setting({
    name: 'SIGN_UP',
    schema: onOrOff,
    fallback: 'off',
    expected: 'on or off',
    meaning:
      "With `on`, people may open accounts at `/sign-up`. With a company's provider, its users get accounts instead, and the form is closed.",
    usedBy: ['api'],
  }),
  smallestGroup: setting({
    name: 'STATISTICS_SMALLEST_GROUP',
    // An average over fewer than five users shows too much about each of them.
    schema: wholeNumber(5, 999_999),
    fallback: '20',
    expected: 'a number of users from 5 to 999999',
    meaning: 'The least number of users behind each figure of the statistics over all users (5 or more).',
    usedBy: ['api'],
  }),
  smallestCohort: setting({
    name: 'TEAM_SMALLEST_GROUP',
    // The rule of published weeks holds from five people on.
    schema: wholeNumber(5, 200),
    fallback: '5',
    expected: 'a number of users from 5 to 200',
    meaning: 'The least number of members whose time makes the table of a team and a week (5 or more).',
    usedBy: ['api', 'projector'],
  }),
} satisfies Readonly<Record<string, Setting | SettingGroup>>;
