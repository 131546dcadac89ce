import { HistoryFileError, ROW_LENGTHS, type TableOptions } from '@app/client';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type AdminSettings, InvalidSettingsError, readSettings } from '@app/settings';
import { AdminClient, AdminError, type KeyTerms } from './admin-client.js';
import { addApplicationLists, addUserLists } from './list-commands.js';
import { importFile, type ImportTarget } from './import-file.js';

/** What the command line needs from the process that runs it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ImportTarget['terminal'];
  /** The whole of standard input, as text. */
  readonly readInput: () => string;
}

const WRONG_USAGE = 2;
const KEY_KINDS = ['read', 'read_post', 'agent', 'full'];

const EXAMPLES = `
Examples:
  npm run -s admin -- user create --email ann@example.org --time-zone Europe/Berlin
  npm run -s admin -- key create --user 5f0c... --name shop-window --kind read
  npm run -s admin -- user list --email example.org
  npm run -s admin -- user erase --user 5f0c... --email ann@example.org
  npm run -s admin -- import export.jsonl --user 5f0c...

The admin token is ADMIN_TOKEN, else the one in DATA_DIR/admin-token.`;

/**
 * Runs one command and prints its result as one line of JSON. Resolves to the exit code: 0 done, 1
 * failed (an import: some lines were rejected), 2 wrong arguments. For 1 and 2, stderr has the
 * reason.
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  let exitCode = 0;
  const print = (result: object) => {
    stdout.write(`${JSON.stringify(result)}\n`);
    if ('rejected' in result && Number(result.rejected) > 0) exitCode = 1;
  };
  const program = adminProgram(surroundings, print);
  if (args.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      stderr.write(`${isForPeople(error) ? error.message : String(error)}\n`);
      return 1;
    }
    if (error.code === 'commander.help' && error.exitCode !== 0) stderr.write('\nerror: the command is not complete\n');
    return error.exitCode === 0 ? 0 : WRONG_USAGE;
  }
}

/** Whether the message of an error is a sentence for the person at the terminal. */
const isForPeople = (error: unknown): error is Error =>
  [AdminError, HistoryFileError, InvalidSettingsError].some((kind) => error instanceof kind);

type Print = (result: object) => void;

function adminProgram(surroundings: Surroundings, print: Print): Command {
  const program = new Command('npm run -s admin --')
    .description(
      'Opens, lists and erases accounts, makes keys, registers applications and imports time, on a running server.',
    )
    .option('--server <url>', 'the address of the server (default: PUBLIC_URL, else http://127.0.0.1:PORT)')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void surroundings.stdout.write(text),
      writeErr: (text) => void surroundings.stderr.write(text),
    });
  const target = (): Target => {
    const settings = readSettings('admin', surroundings.environment);
    const { server } = program.opts<{ server?: string }>();
    return { settings, server: server ?? settings.publicUrl ?? `http://127.0.0.1:${settings.port}` };
  };
  const connect = () => AdminClient.connect(target());
  const listing = { connect, write: (text: string) => void surroundings.stdout.write(text) };
  addUserLists(addUserCommands(program, { connect, print, readInput: surroundings.readInput }), listing);
  addApplicationLists(addApplicationCommands(program, { connect, print }), listing);
  addImportCommand(program, { target, print, terminal: surroundings.stderr });
  return program;
}

interface Target {
  readonly settings: AdminSettings;
  readonly server: string;
}

interface Asking {
  readonly connect: () => Promise<AdminClient>;
  readonly print: Print;
}

function addUserCommands(
  program: Command,
  { connect, print, readInput }: Asking & Pick<Surroundings, 'readInput'>,
): Command {
  const user = program
    .command('user')
    .description('Opens, lists and erases accounts, sets a password, or helps after a lost phone.');
  user
    .command('create')
    .description(
      'Opens an account and prints {"id","email","key","agentKey"}. The keys are shown this once: ' +
        '"key" reads and posts, "agentKey" is for an agent.',
    )
    .requiredOption('--email <address>', 'the address with which the user signs in', text)
    .requiredOption('--time-zone <zone>', 'the zone of the user, like Europe/Berlin', text)
    .option('--plan <plan>', 'premium or lite', text)
    .option('--key-name <name>', 'the name of the key that reads and posts', text, 'first key')
    .action(async ({ email, timeZone, plan, keyName }: Record<'email' | 'timeZone' | 'keyName', string> & Plan) =>
      print(await (await connect()).createUser({ email, timeZone, plan }, keyName)),
    );
  user
    .command('password')
    .description('Sets the password of an account to the text on standard input, and ends its sessions.')
    .requiredOption('--user <id>', 'the id of the account', text)
    .action(async (options: { user: string }) =>
      print(await (await connect()).setPassword(options.user, readInput().replace(/\r?\n$/, ''))),
    );
  user
    .command('address')
    .description('Gives an account another e-mail address, for which you vouch. Sessions and keys stay.')
    .requiredOption('--user <id>', 'the id of the account', text)
    .requiredOption('--email <address>', 'the address with which the user signs in from now on', text)
    .action(async ({ user: id, email }: Record<'user' | 'email', string>) =>
      print(await (await connect()).setAddress(id, email)),
    );
  user
    .command('reset-link')
    .description('Makes a link that sets a new password once, within a day, and prints {"url","expiresAt"}.')
    .requiredOption('--user <id>', 'the id of the account', text)
    .action(async (options: { user: string }) => print(await (await connect()).createResetLink(options.user)));
  user
    .command('second-factor-off')
    .description('Turns the second step to sign in off, for a user who has lost phone and recovery codes.')
    .requiredOption('--user <id>', 'the id of the account', text)
    .action(async (options: { user: string }) => print(await (await connect()).removeSecondFactor(options.user)));
  program
    .command('key')
    .description('Makes API keys.')
    .command('create')
    .description('Makes another API key for an account and prints it, this once.')
    .requiredOption('--user <id>', 'the id of the account', text)
    .requiredOption('--name <name>', 'the name of the key', text)
    .addOption(new Option('--kind <kind>', 'what the key may do').choices(KEY_KINDS).default('read_post', 'read_post'))
    .option('--expires-at <moment>', 'when it stops working, like 2027-01-31T00:00:00Z (default: never)', text)
    .action(async ({ user: userId, ...terms }: KeyTerms & { user: string }) =>
      print(await (await connect()).createKey(userId, terms)),
    );
  return user;
}

interface Plan {
  readonly plan?: string;
}

interface ApplicationOptions {
  readonly name: string;
  readonly redirectUri: string;
  readonly scopes: string;
  readonly public?: boolean;
}

function addApplicationCommands(program: Command, { connect, print }: Asking): Command {
  const application = program.command('application').description('Registers, lists and removes OAuth applications.');
  application
    .command('register')
    .description('Registers an application and prints {"clientId","clientSecret"}. The secret is shown this once.')
    .requiredOption('--name <name>', 'the name that users see', text)
    .requiredOption('--redirect-uri <uri,...>', 'where users are sent back to', text)
    .requiredOption('--scopes <scope,...>', 'what the application may ask for', text)
    .option('--public', 'the application cannot keep a secret, so it gets none')
    .action(async (options: ApplicationOptions) => {
      const [redirectUris, scopes] = [options.redirectUri.split(','), options.scopes.split(',')];
      const terms = { name: options.name, redirectUris, scopes, public: options.public ?? false };
      print(await (await connect()).registerApplication(terms));
    });
  application
    .command('rotate')
    .description('Gives an application another secret and prints {"clientSecret"}.')
    .requiredOption('--client <id>', 'the clientId of the application', text)
    .action(async (options: { client: string }) => print(await (await connect()).rotateSecret(options.client)));
  return application;
}

interface ImportOptions extends TableOptions {
  readonly user?: string;
  readonly key?: string;
}

interface Importing {
  readonly target: () => Target;
  readonly print: Print;
  readonly terminal: ImportTarget['terminal'];
}

function addImportCommand(program: Command, { target, print, terminal }: Importing): void {
  program
    .command('import')
    .description(
      'Takes in an export (JSON lines), or a table or account archive of RescueTime (CSV), and prints ' +
        '{"imported","grown","duplicates","rejected"}, of a table also {"secondsInFile","secondsStored"}. ' +
        'A second run adds only what has grown meanwhile. It names the lines that it cannot read.',
    )
    .argument('<file>', 'the export or the table')
    .addOption(new Option('--user <id>', 'import into this account, as the administrator').argParser(text))
    .addOption(new Option('--key <key>', 'import into the account of this API key').argParser(text).conflicts('user'))
    .addOption(new Option('--rows <length>', 'what a row of the table stands for').choices(ROW_LENGTHS))
    .option('--encoding <name>', 'the encoding of the table, like windows-1252', text)
    .action(async (file: string, { user, key, ...table }: ImportOptions, command: Command) => {
      if (user === undefined && key === undefined) command.error("error: import needs '--user <id>' or '--key <key>'");
      const { settings, server } = target();
      const client = key === undefined ? await AdminClient.connect({ settings, server }) : AdminClient.as(key, server);
      print(await importFile(file, { take: (batch) => client.import(batch, user), terminal }, table));
    });
}

/** The value of an option, which must not be empty. */
function text(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty.');
  return value;
}
