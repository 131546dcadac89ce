import { createLog } from './create-log.js';
import { runCommand } from './run-command.js';
import { InvalidSettingsError, readSettings } from './settings.js';
import { statusCommand, StatusUnknownError } from './status-command.js';

const USAGE = `usage: npm run -s projector -- <command>

  run      projects the log into ClickHouse until SIGTERM or SIGINT; waits for stores that are not up yet
  status   prints {"caughtUp","lagSeconds","logPosition","position","parked"}; fails when a store does not answer

settings (environment)
  EVENTSTORE_URL, CLICKHOUSE_URL   both needed
  CLICKHOUSE_CLUSTER               default one server
  LOG_LEVEL                        default info
`;

const WRONG_USAGE = 2;

async function main(words: readonly string[]): Promise<number> {
  switch (words.join(' ')) {
    case 'run': {
      const settings = readSettings(process.env);
      await runCommand(settings, createLog(settings.logLevel));
      return 0;
    }
    case 'status':
      process.stdout.write(`${await statusCommand(readSettings(process.env))}\n`);
      return 0;
    default:
      process.stderr.write(USAGE);
      return WRONG_USAGE;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isForPeople = error instanceof InvalidSettingsError || error instanceof StatusUnknownError;
  process.stderr.write(`${isForPeople ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
// Explicit: a store that took a question and never answers it would keep the process from ending.
process.exit();
