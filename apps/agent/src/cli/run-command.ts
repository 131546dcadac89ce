import { runAgent } from '../recording/agent.js';
import { describeMissing } from '../capture/capabilities.js';
import { selectSource } from '../capture/select-source.js';
import { isPlainRemote, type RunOptions } from './options.js';

type Print = (line: string) => void;

/**
 * Records until SIGINT, SIGTERM, or SIGHUP (the terminal was closed). Returns the exit code.
 */
export async function runCommand(options: RunOptions, print: Print): Promise<number> {
  const selected = await selectSource({ platform: process.platform, env: process.env, display: options.display });
  if ('unsupported' in selected) {
    print(`this desktop is not supported: ${selected.unsupported}`);
    return 1;
  }
  if (selected.warning !== undefined) print(`warning: ${selected.warning}`);
  for (const missing of describeMissing(selected.source.capabilities)) print(`warning: ${missing}`);
  if (isPlainRemote(options.server)) print('warning: http:// sends the key and all titles readable; use https://');
  const stop = new AbortController();
  // `on`, not `once`: npm repeats the Ctrl-C that the terminal has sent, and the repeat must not
  // kill.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  try {
    await runAgent({ ...options, source: selected.source, say: print, stop: stop.signal });
    return 0;
  } catch (error) {
    print((error as Error).message);
    return 1;
  }
}
