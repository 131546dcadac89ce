import { doctorCommand } from './cli/doctor-command.js';
import { parseCommand, USAGE, UsageError } from './cli/options.js';
import { runCommand } from './cli/run-command.js';
import { statusCommand } from './cli/status-command.js';

const WRONG_USAGE = 2;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(words: string[]): Promise<number> {
  const command = parseCommand({ words, env: process.env, platform: process.platform });
  switch (command.name) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'run':
      return runCommand(command, print);
    case 'status':
      return statusCommand(command, print);
    case 'doctor':
      return doctorCommand(command, print);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message} (see --help)\n`);
  process.exitCode = WRONG_USAGE;
}
