import { readFileSync } from 'node:fs';
import { isSea } from 'node:sea';
import { resolve } from 'node:path';
import { runCommandLine } from './cli/command-line.js';
import { COMMANDS } from './cli/commands.js';
import { CHILD_WORD } from './native/messages.js';
import { watchThisDesktop } from './native/watch-windows.js';

const STANDARD_INPUT = 0;

// A closed terminal takes no more text. Recording goes on without it, a command that follows ends.
const output = new AbortController();
process.stdout.on('error', () => output.abort());
process.stderr.on('error', () => undefined);

// No await at the top level: the single executable is CommonJS.
if (process.argv[2] === CHILD_WORD) void watchThisDesktop().then(() => process.exit());
else
  void runCommandLine(process.argv.slice(2), {
    commands: COMMANDS,
    env: process.env,
    platform: process.platform,
    program: [process.execPath, ...(isSea() ? [] : [resolve(process.argv[1] ?? '')])],
    readInput: () => readFileSync(STANDARD_INPUT, 'utf8'),
    writeOut: (text) => void process.stdout.write(text),
    writeErr: (text) => void process.stderr.write(text),
    outputEnds: output.signal,
  }).then((code) => (process.exitCode = code));
