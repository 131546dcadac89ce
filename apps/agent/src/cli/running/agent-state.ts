import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { describeMissing } from '../../capture/capabilities.js';
import { type Selected, selectSource } from '../../desktops/select-source.js';
import { askAgent } from '../../control/control-client.js';
import { type ExtensionState, type RunningState } from '../../control/questions.js';
import { Pairing } from '../../loopback/pairing.js';
import { filesOf } from '../../recording/agent.js';
import { Pause } from '../../recording/pause.js';
import { holderOf } from '../../spool/hold-folder.js';
import { type Holder } from '../../spool/lock-file.js';
import { countPending } from '../../spool/spool.js';
import { readLastSync } from '../../sync/last-sync.js';
import { type Call, EXIT } from '../command/command.js';
import { type KeyPlace, keyPlaceOf } from '../command/key-place.js';
import { holderOfPort } from './port-holder.js';

/** All that `status` tells. */
export interface AgentState {
  dataFolder: string;
  /** Null: no agent runs on the folder. */
  holder: Holder | null;
  /** Null: it does not run, or it does not answer. */
  running: RunningState | null;
  desktop: { name: string; isSupported: boolean };
  missing: string[];
  waiting: number;
  lastSync: Awaited<ReturnType<typeof readLastSync>>;
  /** Records that the server refused for good. */
  setAside: number;
  paused: RunningState['paused'];
  key: KeyPlace;
  extension: ExtensionFacts;
}

/** The port for the extension, as the running agent or the settings tell it. */
export interface ExtensionFacts extends ExtensionState {
  /** Who holds the port, when this agent does not. */
  holder: string | null;
}

/** The exit code of `status` by the last call to the server. */
const CODES = { sent: EXIT.good, failed: EXIT.problem, 'key-refused': EXIT.keyRefused } as const;

/** Looks at a data folder and asks the agent that runs on it. It does not disturb the agent. */
export async function lookAtAgent(call: Call): Promise<AgentState> {
  const { settings, platform, env, program } = call;
  const { dataDir: dataFolder, display } = settings;
  const files = filesOf(dataFolder);
  const selected = await selectSource({ platform, env, program, display });
  const holder = await holderOf(dataFolder).catch(() => null);
  const running = holder === null ? null : await askAgent(dataFolder, 'state', null).catch(() => null);
  const isSupported = !('unsupported' in selected);
  const desktop = { name: isSupported ? selected.source.name : selected.unsupported, isSupported };
  return {
    ...{ dataFolder, holder, running, desktop },
    missing: running?.missing ?? (isSupported ? missingOf(selected) : []),
    waiting: await countPending(files.spool),
    lastSync: await readLastSync(files.lastSync),
    setAside: (await countLines(files.quarantine)) + (await countLines(`${files.quarantine}.old`)),
    key: keyPlaceOf(call),
    extension: await examineExtension(call, running),
    paused: running === null ? (await Pause.load(files.pause, Date.now())).at(Date.now()) : running.paused,
  };
}

const missingOf = ({ source, warning }: Selected): string[] => [
  ...(warning === undefined ? [] : [warning]),
  ...describeMissing(source.capabilities),
];

/**
 * 3 when the server refused the key, 4 when no agent runs, 1 when the last call failed or something
 * cannot be recorded, else 0.
 */
export function exitCodeOf({ holder, running, lastSync }: AgentState): number {
  const code = lastSync === null ? EXIT.good : (CODES[lastSync.state] ?? EXIT.good);
  if (code === EXIT.keyRefused) return code;
  if (holder === null) return EXIT.notRunning;
  const isBlocked = running !== null && (running.lost !== null || running.unstored > 0);
  return isBlocked ? EXIT.problem : code;
}

/** Port and pairings as the running agent tells them, else by the files and the settings. */
export async function examineExtension({ settings }: Call, running: RunningState | null): Promise<ExtensionFacts> {
  const { dataDir, extensionPort: port } = settings;
  const state = running?.extension ?? { port, isOpen: false, paired: await keptPairings(dataDir) };
  const isHeld = state.port !== 0 && !state.isOpen;
  return { ...state, holder: isHeld ? await holderOfPort(state.port) : null };
}

async function keptPairings(dataDir: string): Promise<ExtensionState['paired']> {
  const pairing = await Pairing.open({ file: join(dataDir, 'paired.json'), nowMs: () => 0 });
  return pairing.list().map(({ browser, pairedAt }) => ({ browser, pairedAt, heardAt: null }));
}

async function countLines(path: string): Promise<number> {
  let lines = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
    }
  } catch {
    return lines;
  }
  return lines;
}
