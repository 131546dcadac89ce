import { runCommandLine } from './cli/command-line.js';
import { doctorCommand } from './cli/doctor-command.js';
import { runCommand } from './cli/run-command.js';
import { statusCommand } from './cli/status-command.js';

// A closed terminal takes no more text. Recording goes on without it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const print = (line: string) => void process.stdout.write(`${line}\n`);

process.exitCode = await runCommandLine(process.argv.slice(2), {
  commands: {
    run: (options) => runCommand(options, print),
    status: (options) => statusCommand(options, print),
    doctor: (options) => doctorCommand(options, print),
  },
  env: process.env,
  platform: process.platform,
  writeOut: (text) => void process.stdout.write(text),
  writeErr: (text) => void process.stderr.write(text),
});
