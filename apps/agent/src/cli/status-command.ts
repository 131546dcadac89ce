import { readFile } from 'node:fs/promises';
import { filesOf } from '../recording/agent.js';
import { selectSource } from '../capture/select-source.js';
import { isFolderHeld } from '../spool/hold-folder.js';
import { countPending } from '../spool/spool.js';
import { type CommonOptions } from './options.js';

/** Prints the state of recording. It does not disturb a running agent. */
export async function statusCommand(
  { dataFolder, display }: CommonOptions,
  print: (line: string) => void,
): Promise<number> {
  const files = filesOf(dataFolder);
  const selected = await selectSource({ platform: process.platform, env: process.env, display });
  const isRunning = await isFolderHeld(dataFolder).catch(() => false);
  print(`data folder   ${dataFolder}`);
  print(`agent         ${isRunning ? 'running' : 'not running'}`);
  print(`desktop       ${'unsupported' in selected ? `unsupported: ${selected.unsupported}` : selected.source.name}`);
  print(`waiting       ${await countPending(files.spool)} records`);
  print(`last sync     ${await lastSync(files.lastSync)}`);
  return 0;
}

async function lastSync(path: string): Promise<string> {
  try {
    const { at, result } = JSON.parse(await readFile(path, 'utf8')) as { at: number; result: string };
    return `${new Date(at).toISOString()}, ${result}`;
  } catch {
    return 'never';
  }
}
