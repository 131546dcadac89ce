import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
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

/** What the command line needs from the process that runs it. */
export interface Surroundings {
  /** Starts the node. Resolves when it answers. */
  readonly start: (options: ProgramOptions) => Promise<void>;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

const WRONG_USAGE = 2;
const HIGHEST_PORT = 65_535;

/** The variable for --admin-password. Other users of the machine can see a command line. */
const ADMIN_PASSWORD = 'ESDB_NODE_ADMIN_PASSWORD';

const EXAMPLES = `
Examples:
  npm run -s esdb-node -- --dir ./data/log
  ${ADMIN_PASSWORD}=... npm run -s esdb-node -- --dir ./data/log --host 0.0.0.0 \\
    --name store.example --tls-cert cert.pem --tls-key key.pem`;

interface ParsedOptions {
  readonly dir: string;
  readonly host: string;
  readonly port: number;
  readonly name?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly adminPassword?: string;
  readonly users?: string;
}

/**
 * Reads the command line, ESDB_NODE_ADMIN_PASSWORD and the named files, then starts the node.
 * Resolves to 0 when the node answers or the help is printed. Resolves to 2 when an option is
 * missing or wrong, or when a file cannot be read. The reason is then on stderr, without secrets.
 * Rejects as `start` does.
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { start, writeOut, writeErr } = surroundings;
  const program = nodeProgram().configureOutput({ writeOut, writeErr });
  program.action((parsed: ParsedOptions) => start(optionsOf(parsed, program)));
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : WRONG_USAGE;
  }
}

function nodeProgram(): Command {
  return new Command('npm run -s esdb-node --')
    .description('A server that answers as EventStoreDB does. It prints LISTENING and its port when it answers.')
    .requiredOption('--dir <folder>', 'the folder of the log; it is made when it is missing')
    .option('--port <port>', 'the port to listen on', port, 2113)
    .option('--host <host>', 'the host to listen on; without TLS only loopback is allowed', '127.0.0.1')
    .option('--name <host>', 'the host for clients with esdb+discover:// (default: the host)')
    .option('--tls-cert <file>', 'the certificate, in PEM')
    .option('--tls-key <file>', 'the private key of the certificate, in PEM')
    .addOption(new Option('--admin-password <password>', 'the password of the user admin').env(ADMIN_PASSWORD))
    .option('--users <file>', 'more users, one line name:password for each')
    .allowExcessArguments(false)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride();
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= HIGHEST_PORT) return Number(text);
  throw new InvalidArgumentError('It is not a port number.');
}

/** The settings from the options and their files. Refuses options that do not fit together. */
function optionsOf(parsed: ParsedOptions, program: Command): ProgramOptions {
  const { dir, host, port: portNumber, name } = parsed;
  const secure = refusing(program, () => readSecurity(parsed));
  return {
    dir,
    host,
    port: portNumber,
    ...(name === undefined ? {} : { name }),
    ...(secure === undefined ? {} : { secure }),
  };
}

function refusing<T>(program: Command, read: () => T): T {
  try {
    return read();
  } catch (error) {
    return program.error(`error: ${(error as Error).message}`);
  }
}

function readSecurity({ tlsCert, tlsKey, adminPassword, users }: ParsedOptions): ProgramOptions['secure'] {
  const tls = readTls(tlsCert, tlsKey);
  const passwords = readPasswords(adminPassword, users);
  if (tls === undefined) {
    if (passwords.size === 0) return undefined;
    throw new Error('Users need TLS (--tls-cert, --tls-key): without it a client sends no password.');
  }
  if (!passwords.has(ADMIN))
    throw new Error(
      `With TLS the node asks who calls: give --admin-password, ${ADMIN_PASSWORD} or --users with admin.`,
    );
  return { tls, users: new Users(passwords) };
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
