import { describeMissing } from '../capture/capabilities.js';
import { selectSource } from '../desktops/select-source.js';
import { isPlainRemote, targetOf } from '../config/target.js';
import { runAgent } from '../recording/agent.js';
import { type AgentCommand, type Call, EXIT } from './command.js';

export const RUN: AgentCommand = {
  name: 'run',
  summary: 'Records the active window and sends it to the server, until Ctrl-C.',
  act: run,
};

/** Records until SIGINT, SIGTERM, or SIGHUP (the terminal was closed). */
async function run({ settings, platform, env, print }: Call): Promise<number> {
  const target = targetOf(settings);
  const selected = await selectSource({ platform, env, display: settings.display });
  if ('unsupported' in selected) {
    print(`this desktop is not supported: ${selected.unsupported}`);
    return EXIT.problem;
  }
  if (selected.warning !== undefined) print(`warning: ${selected.warning}`);
  for (const missing of describeMissing(selected.source.capabilities)) print(`warning: ${missing}`);
  if (isPlainRemote(target.server)) print('warning: http:// sends the key and all titles readable; use https://');
  const stop = new AbortController();
  // `on`, not `once`: npm repeats the Ctrl-C that the terminal has sent, and the repeat must not
  // kill.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  try {
    const { dataDir, idleSeconds, countsWhenIdle, syncSeconds, extensionPort, titledSites } = settings;
    const { activityWatch: isOn, activityWatchPort: port, activityWatchOrigins: origins } = settings;
    await runAgent({
      ...target,
      ...{ source: selected.source, dataFolder: dataDir, countsWhenIdle, syncSeconds, extensionPort, titledSites },
      activityWatch: isOn ? { port, origins } : undefined,
      idleLimitMs: idleSeconds * 1_000,
      say: print,
      stop: stop.signal,
    });
    return EXIT.good;
  } catch (error) {
    print((error as Error).message);
    return EXIT.problem;
  }
}
