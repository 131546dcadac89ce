import { EventStoreRefusedError, EventStoreUnavailableError } from '@app/event-store';
import { RebuildRunningError } from '@app/projector';
import { InvalidSettingsError, readSettings } from '@app/settings';
import { type Commands, runCommandLine } from './command-line.js';
import { createLog } from './create-log.js';
import { ALL_TABLES, rebuildCommand, TABLES_OF_PROJECTIONS } from './rebuild-command.js';
import { runCommand } from './run-command.js';
import { startOverCommand } from './start-over-command.js';
import { statusCommand, StatusUnknownError } from './status-command.js';

const STOPPED = 3;

const settings = () => readSettings('projector', process.env);

const commands: Commands = {
  async run() {
    const read = settings();
    await runCommand(read, createLog(read.logLevel));
    return 0;
  },
  rebuild: async (request) => ((await rebuildCommand(settings(), request)) ? 0 : STOPPED),
  async status() {
    process.stdout.write(`${await statusCommand(settings())}\n`);
    return 0;
  },
  async startOver() {
    await startOverCommand(settings());
    process.stderr.write('forgotten how far the tables are; the next run fills them from the beginning of the log\n');
    return 0;
  },
};

/** Errors whose message is a sentence for the person at the terminal. */
const FOR_PEOPLE = [
  ...[InvalidSettingsError, StatusUnknownError, RebuildRunningError],
  ...[EventStoreUnavailableError, EventStoreRefusedError],
];

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    commands,
    tables: ALL_TABLES,
    projections: TABLES_OF_PROJECTIONS,
    writeOut: (text) => void process.stdout.write(text),
    writeErr: (text) => void process.stderr.write(text),
  });
} catch (error) {
  const isForPeople = FOR_PEOPLE.some((kind) => error instanceof kind);
  process.stderr.write(`${isForPeople ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
// A store that accepts a request and never answers would keep the process alive, so the process
// ends here.
process.exit();
