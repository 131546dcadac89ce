import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSettings } from '@app/settings';
import { AdminClient, AdminError } from './admin-client.js';
import { importFile } from './import-file.js';

const USAGE = `usage: npm run -s admin -- <command>

  user create --email ADDRESS --time-zone ZONE [--plan premium|lite] [--key-name NAME]
      opens an account and prints {"id","email","key"}; the key is shown this once
  user password --user ID
      sets the password of an account to what is on standard input, without its line end; everybody is signed out
  key create --user ID --name NAME
      makes another API key for an account and prints {"id","name","key"}
  application register --name NAME --redirect-uri URI[,URI] --scopes SCOPE[,SCOPE] [--public]
      registers an application and prints {"clientId","clientSecret"}; the secret is shown this once
  application rotate --client ID
      gives an application another secret and prints {"clientSecret"}
  import FILE (--user ID | --key KEY)
      takes in an export (JSON lines) or a RescueTime table (CSV, by hours or five minutes) and prints
      {"imported","duplicates","rejected"}; again, it adds nothing; lines that cannot be read are named, and exit with 1

options
  --server URL   default: PUBLIC_URL, else http://127.0.0.1:PORT
  The admin token is ADMIN_TOKEN, else the one in DATA_DIR/admin-token.`;

class UsageError extends Error {}

async function run(args: readonly string[]): Promise<unknown> {
  const { values, positionals } = parse(args);
  const settings = readSettings('admin', process.env);
  const server = values.server ?? settings.publicUrl ?? `http://127.0.0.1:${settings.port}`;
  const client = () => AdminClient.connect({ server, settings });
  const [command, file, ...rest] = positionals;
  if (command === 'import' && file !== undefined && rest.length === 0) {
    const { user, key } = values;
    if ((user === undefined) === (key === undefined)) throw new UsageError('import wants --user or --key');
    const from = key === undefined ? await client() : AdminClient.as(key, server);
    return importFile(file, { take: (batch) => from.import(batch, user), terminal: process.stderr });
  }
  switch (positionals.join(' ')) {
    case 'user create': {
      const user = { email: required(values, 'email'), timeZone: required(values, 'time-zone'), plan: values.plan };
      return (await client()).createUser(user, values['key-name'] ?? 'first key');
    }
    case 'user password': {
      const password = readFileSync(0, 'utf8').replace(/\r?\n$/, '');
      return (await client()).setPassword(required(values, 'user'), password);
    }
    case 'application register': {
      const [redirectUris, scopes] = [list(values, 'redirect-uri'), list(values, 'scopes')];
      const terms = { name: required(values, 'name'), redirectUris, scopes, public: values.public ?? false };
      return (await client()).registerApplication(terms);
    }
    case 'application rotate':
      return (await client()).rotateSecret(required(values, 'client'));
    case 'key create':
      return (await client()).createKey(required(values, 'user'), required(values, 'name'));
    default:
      throw new UsageError(`unknown command: ${positionals.join(' ') || '(none)'}`);
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    server: text,
    email: text,
    'time-zone': text,
    plan: text,
    'key-name': text,
    user: text,
    key: text,
    name: text,
    'redirect-uri': text,
    scopes: text,
    client: text,
    public: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function required(values: Readonly<Record<string, string | boolean | undefined>>, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

const list = (values: Parameters<typeof required>[0], name: string): string[] => required(values, name).split(',');

const args = process.argv.slice(2);
if (args.length === 0 || args.includes('--help')) {
  process.stdout.write(`${USAGE}\n`);
} else {
  try {
    const done = await run(args);
    process.stdout.write(`${JSON.stringify(done)}\n`);
    if (Number((done as { rejected?: number }).rejected) > 0) process.exitCode = 1;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const isKnown = isUsage || error instanceof AdminError;
    process.stderr.write(`${isKnown ? error.message : String(error)}\n${isUsage ? `\n${USAGE}\n` : ''}`);
    process.exitCode = isUsage ? 2 : 1;
  }
}
