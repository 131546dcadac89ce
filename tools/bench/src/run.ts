import { BENCHMARKS } from './benchmarks.js';
import { parseOptions } from './options.js';
import { machineLine } from './report/machine.js';
import { Workspace } from './workspace.js';

/** One benchmark, in the process that main.ts starts for it: `run.js NAME FOLDER [OPTIONS]`. */
const [name = '', dir = '', ...args] = process.argv.slice(2);
const benchmark = BENCHMARKS.get(name);
if (!benchmark || dir === '') throw new Error('main.ts starts this file.');
const print = (text: string) => void process.stdout.write(`${text}\n`);
const startedAt = performance.now();
print(machineLine());
await benchmark.run(new Workspace(dir), print, parseOptions(args, benchmark.defaults));
print(`\n${machineLine()}; took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
