import { readFileSync } from 'node:fs';
import { runCommandLine } from './command-line.js';

const STANDARD_INPUT = 0;

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  readInput: () => readFileSync(STANDARD_INPUT, 'utf8'),
});
