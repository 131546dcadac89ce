import { EventStoreUnavailableError } from '@app/event-store';
import { createLog } from './create-log.js';
import { RebuildRunningError } from '@app/projector';
import { parseRebuild, rebuildCommand } from './rebuild-command.js';
import { runCommand } from './run-command.js';
import { InvalidSettingsError, readSettings } from '@app/settings';
import { statusCommand, StatusUnknownError } from './status-command.js';

const USAGE = `usage: npm run -s projector -- <command>

  run      projects the log into ClickHouse until SIGTERM or SIGINT; waits for stores that are not up yet
  rebuild [buckets|daily] [--user ID] [--restart]
           replays the log beside the tables and lets the result take their place, while everything goes on; one that
           was cut off goes on where it was, unless --restart is said. With --user, only that user's rows are made right
  status   prints {"caughtUp","lagSeconds","logPosition","position","parked","rebuild"}; fails when a store does not answer

settings (environment)
  EVENTSTORE_URL, CLICKHOUSE_URL   both needed
  CLICKHOUSE_CLUSTER               default one server
  LOG_LEVEL                        default info
`;

const WRONG_USAGE = 2;
const STOPPED = 3;

async function main(words: readonly string[]): Promise<number> {
  if (words[0] === 'rebuild') {
    const request = parseRebuild(words.slice(1));
    if (request) return (await rebuildCommand(readSettings('projector', process.env), request)) ? 0 : STOPPED;
  }
  switch (words.join(' ')) {
    case 'run': {
      const settings = readSettings('projector', process.env);
      await runCommand(settings, createLog(settings.logLevel));
      return 0;
    }
    case 'status':
      process.stdout.write(`${await statusCommand(readSettings('projector', process.env))}\n`);
      return 0;
    default:
      process.stderr.write(USAGE);
      return WRONG_USAGE;
  }
}

/** Their messages say all there is to say. */
const FOR_PEOPLE = [InvalidSettingsError, StatusUnknownError, RebuildRunningError, EventStoreUnavailableError];

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isForPeople = FOR_PEOPLE.some((kind) => error instanceof kind);
  process.stderr.write(`${isForPeople ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
// Explicit: a store that took a question and never answers it would keep the process from ending.
process.exit();
