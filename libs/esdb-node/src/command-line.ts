import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { parseArgs } from 'node:util';
import { ADMIN, parseUsers, Users } from './access/users.js';
import { type TlsIdentity } from './grpc/grpc-server.js';

/** The settings from the program's command line. */
export interface ProgramOptions {
  readonly dir: string;
  readonly host: string;
  readonly port: number;
  /** The host that clients must connect to. Default: `host`. */
  readonly name?: string;
  /** TLS and the users, always both. */
  readonly secure?: { readonly tls: TlsIdentity; readonly users: Users };
}

export const USAGE =
  'usage: esdb-node --dir D [--port P] [--host H] [--name N]' +
  ' [--tls-cert F --tls-key F (--admin-password S | --users F)]';

/**
 * The environment variable for --admin-password. Other users of the machine can see a command line.
 */
const ADMIN_PASSWORD = 'ESDB_NODE_ADMIN_PASSWORD';

const OPTIONS = {
  dir: { type: 'string' },
  port: { type: 'string', default: '2113' },
  host: { type: 'string', default: '127.0.0.1' },
  name: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'admin-password': { type: 'string' },
  users: { type: 'string' },
} as const;

/**
 * Reads the command line and the files that it names. Throws Error when an option is missing or
 * wrong, or when a file cannot be read. The message is for people and holds no secret.
 */
export function readProgramOptions(args: readonly string[], env: Readonly<NodeJS.ProcessEnv>): ProgramOptions {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const { dir, host, name } = values;
  if (dir === undefined) throw new Error('--dir is missing: the folder that holds the log.');
  if (!/^\d+$/.test(values.port)) throw new Error(`--port ${values.port} is not a port number.`);
  const tls = readTls(values['tls-cert'], values['tls-key']);
  const passwords = readPasswords(values['admin-password'] ?? env[ADMIN_PASSWORD], values.users);
  if (tls === undefined && passwords.size > 0)
    throw new Error('Users need TLS (--tls-cert, --tls-key): without it a client sends no password.');
  if (tls !== undefined && !passwords.has(ADMIN))
    throw new Error(
      `With TLS the node asks who calls: give --admin-password, ${ADMIN_PASSWORD} or --users with admin.`,
    );
  return {
    dir,
    host,
    port: Number(values.port),
    ...(name === undefined ? {} : { name }),
    ...(tls === undefined ? {} : { secure: { tls, users: new Users(passwords) } }),
  };
}

function readTls(certFile: string | undefined, keyFile: string | undefined): TlsIdentity | undefined {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) throw new Error('--tls-cert and --tls-key belong together.');
  const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  try {
    createSecureContext(tls);
  } catch (cause) {
    throw new Error('--tls-cert and --tls-key are not a certificate and its private key, in PEM.', { cause });
  }
  return tls;
}

function readPasswords(adminPassword: string | undefined, usersFile: string | undefined): Map<string, string> {
  const passwords = usersFile === undefined ? new Map<string, string>() : parseUsers(readFileSync(usersFile, 'utf8'));
  if (adminPassword !== undefined) passwords.set(ADMIN, adminPassword);
  return passwords;
}
