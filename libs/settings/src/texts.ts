import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * How the text of a setting becomes its value. Each schema takes a trimmed text that is not empty.
 */

/**
 * A whole number in decimal digits, from `least` to `most`, both inclusive. `most` has six digits
 * at most.
 */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** A TCP port. 0 asks for any free one. */
export const port = wholeNumber(0, 65_535);

/** `on` or `off`, as a boolean. */
export const onOrOff = z.enum(['on', 'off']).transform((text) => text === 'on');

/** An IP address or a host name, on which a server may listen. */
export const hostName = z.string().refine((text) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text));

/** The protocol of an address, or nothing. See parseUrl of the domain for canParse. */
function protocolOf(text: string): string {
  try {
    return new URL(text).protocol;
  } catch {
    return '';
  }
}

/** An address that begins with `http://` or `https://`. */
export const httpUrl = z.string().refine((text) => /^https?:$/.test(protocolOf(text)));

/**
 * The names with which addresses of the server begin. No path of a public URL begins with one:
 * behind a proxy that takes the path away, `/api/api/docs` and `/api/docs` would be the same.
 */
export const OWN_NAMES: readonly string[] = [
  ...[
    '.well-known',
    'account',
    'activities',
    'administration',
    'agent',
    'anapi',
    'api',
    'assets',
    'connect-agent',
    'day',
    'focus',
    'goals',
  ],
  ...[
    'health',
    'hello',
    'highlights',
    'history',
    'invitations',
    'me',
    'metrics',
    'month',
    'oauth',
    'offline-time',
    'pages',
  ],
  ...['range', 'rules', 'schedules', 'set-up', 'sign-in', 'sign-out', 'sign-up', 'teams', 'week'],
  ...['weekly-mail', 'welcome', 'year'],
];

/** A path of plain names: no empty one, none with `%`. */
const PLAIN_PATH = /^(\/[\w.~-]+)*\/?$/;

/**
 * An http address of a server, with or without a path, and without query, fragment and user. The
 * value has no slash at its end.
 */
export const serverUrl = httpUrl
  .transform((text) => new URL(text))
  .refine(({ pathname, search, hash, username }) => PLAIN_PATH.test(pathname) && !search && !hash && !username)
  .refine(({ pathname }) => !OWN_NAMES.includes(pathname.split('/')[1]?.toLowerCase() ?? ''))
  .transform(({ origin, pathname }) => origin + pathname.replace(/\/$/, ''));

/** A connection string of an event store. */
export const eventStoreConnection = z.string().regex(/^esdb(\+discover)?:\/\/\S+$/);

/**
 * The name of a ClickHouse cluster, or a macro of the server that names one. It is safe inside an
 * SQL text.
 */
export const clusterName = z.string().regex(/^(\w[\w.-]*|\{\w+\})$/);

/** The address of a mail server: `smtp://` or `smtps://`, with user, password and port. */
export const smtpUrl = z.string().refine((text) => /^smtps?:$/.test(protocolOf(text)) && new URL(text).hostname !== '');

/** One plain e-mail address, without a name. */
export const mailAddress = z.string().regex(/^[^\s"(),:;<>@[\\\]]+@[a-z0-9.-]+$/i);
