import { BENCHMARKS, type Options } from './benchmarks.js';
import { machineLine } from './report/machine.js';
import { Workspace } from './load/workspace.js';

/**
 * Runs one benchmark in a process that main.ts starts: `run.js NAME FOLDER OPTIONS`. OPTIONS is
 * JSON.
 */
const [name = '', dir = '', options = ''] = process.argv.slice(2);
const benchmark = BENCHMARKS.get(name);
if (!benchmark || dir === '') throw new Error('main.ts starts this file.');
const print = (text: string) => void process.stdout.write(`${text}\n`);
const startedAt = performance.now();
print(machineLine());
await benchmark.run(new Workspace(dir), print, JSON.parse(options) as Options);
print(`\n${machineLine()}; took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
