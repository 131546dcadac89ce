import { filesOf } from '../recording/agent.js';
import { describeMissing } from '../capture/capabilities.js';
import { selectSource } from '../desktops/select-source.js';
import { holderOf } from '../spool/hold-folder.js';
import { type Holder } from '../spool/lock-file.js';
import { countPending } from '../spool/spool.js';
import { readLastSync } from '../sync/last-sync.js';
import { describeSkew } from '../sync/server-clock.js';
import { type AgentCommand, type Call, EXIT } from './command.js';

/** The exit code of `status` by the last call to the server. */
const EXIT_CODES = { sent: EXIT.good, failed: EXIT.problem, 'key-refused': EXIT.keyRefused } as const;

export const STATUS: AgentCommand = {
  name: 'status',
  summary: 'Shows the length of the queue, the last sync, and whether it can record this desktop.',
  act: status,
};

/**
 * Prints the state of recording. It does not disturb a running agent. Returns 0 when records reach
 * the server or none was sent yet, 1 when the last call failed, and 3 when the server refused the
 * key.
 */
async function status({ settings, platform, env, print }: Call): Promise<number> {
  const { dataDir: dataFolder, display } = settings;
  const files = filesOf(dataFolder);
  const selected = await selectSource({ platform, env, display });
  const holder = await holderOf(dataFolder).catch(() => null);
  print(`data folder   ${dataFolder}`);
  print(`agent         ${holder === null ? 'not running' : describeHolder(holder)}`);
  print(`desktop       ${'unsupported' in selected ? `unsupported: ${selected.unsupported}` : selected.source.name}`);
  const missing = 'unsupported' in selected ? [] : describeMissing(selected.source.capabilities);
  for (const sentence of missing) print(`missing       ${sentence}`);
  print(`waiting       ${await countPending(files.spool)} records`);
  const last = await readLastSync(files.lastSync);
  print(`last sync     ${sentenceOf(last)}`);
  const skew = describeSkew(last?.skewMs ?? null);
  if (skew !== null) print(`warning       the clock of this machine is ${skew}; times are corrected`);
  return last === null ? EXIT.good : (EXIT_CODES[last.state] ?? EXIT.good);
}

function describeHolder({ user, host, pid, startedAt }: Holder): string {
  return `running as ${user} on ${host}, process ${pid}, since ${new Date(startedAt).toISOString()}`;
}

function sentenceOf(last: Awaited<ReturnType<typeof readLastSync>>): string {
  return last === null ? 'never' : `${new Date(last.at).toISOString()}, ${last.result}`;
}
