import { describeMissing } from '../capture/capabilities.js';
import { type ActivitySource } from '../capture/activity-source.js';
import { countingFilms, filmsOnBuses } from '../films/counting-films.js';
import { selectSource } from '../desktops/select-source.js';
import { isPlainRemote, targetOf } from '../config/target.js';
import { runAgent } from '../recording/agent.js';
import { type Chosen } from '../recording/agent-options.js';
import { logTo } from '../recording/log.js';
import { filterOf } from '../rules/rule.js';
import { loadOwnRules, rulesFileOf, withDefaults } from '../rules/rules-file.js';
import { type AgentCommand, type Call, EXIT } from './command/command.js';

export const RUN: AgentCommand = {
  name: 'run',
  summary: 'Records the active window and sends it to the server, until Ctrl-C.',
  act: run,
};

/** Records until SIGINT, SIGTERM, or SIGHUP (the terminal was closed). */
async function run(call: Call): Promise<number> {
  const { settings, platform, env, program, print } = call;
  const target = targetOf(settings);
  const say = logTo(print, settings.logLevel);
  const chosen = readChosen(call);
  const selected = await selectSource({ platform, env, program, display: settings.display });
  if ('unsupported' in selected) {
    say(`this desktop is not supported: ${selected.unsupported}`, 'error');
    return EXIT.problem;
  }
  if (selected.warning !== undefined) say(selected.warning, 'warning');
  for (const missing of describeMissing(selected.source.capabilities)) say(missing, 'warning');
  if (isPlainRemote(target.server)) say('http:// sends the key and all titles readable; use https://', 'warning');
  const stop = new AbortController();
  // `on`, not `once`: npm repeats the Ctrl-C that the terminal has sent, and the repeat must not
  // kill.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  try {
    const { dataDir, idleSeconds, countsWhenIdle, syncSeconds, extensionPort, titledSites } = settings;
    const { askAfterIdle, idleAnswers } = settings;
    const { activityWatch: isOn, activityWatchPort: port, activityWatchOrigins: origins } = settings;
    const { audibleCounts, source } = withFilms(selected.source, call);
    await runAgent({
      ...target,
      ...{ source, dataFolder: dataDir, countsWhenIdle, audibleCounts, syncSeconds, extensionPort, titledSites },
      activityWatch: isOn ? { port, origins } : undefined,
      idleLimitMs: idleSeconds * 1_000,
      idleAnswers: askAfterIdle ? idleAnswers : [],
      ...{ chosen, reload: () => readChosen({ ...call, ...call.settingsNow() }) },
      say,
      stop: stop.signal,
    });
    return EXIT.good;
  } catch (error) {
    say((error as Error).message, 'error');
    return EXIT.problem;
  }
}

/** What counts without input beside the names that the person gave. */
function withFilms(source: ActivitySource, { settings: { filmsCount }, platform, env }: Call) {
  const mayAsk = platform === 'linux' && (filmsCount === 'inhibited' || filmsCount === 'all');
  return {
    audibleCounts: filmsCount === 'audible' || filmsCount === 'all',
    source: mayAsk ? countingFilms(source, filmsOnBuses(env)) : source,
  };
}

/** What may be recorded and when, by the settings and the file of rules. */
function readChosen({ settings, configFile }: Pick<Call, 'settings' | 'configFile'>): Chosen {
  const own = loadOwnRules(rulesFileOf(configFile));
  return { rules: filterOf(withDefaults(own, settings.defaultRules)), hours: settings.hours };
}
