import { type RunningState } from '../../control/questions.js';
import { filesOf } from '../../recording/agent.js';
import { describeSkew } from '../../sync/server-clock.js';
import { VERSION } from '../../config/version.js';
import { recordsText } from '../../spool/record-line.js';
import { type AgentCommand, JSON_FLAG } from '../command/command.js';
import { keyText } from '../command/key-place.js';
import { localTime, named, shown } from '../command/texts.js';
import { type AgentState, type ExtensionFacts, exitCodeOf, lookAtAgent } from './agent-state.js';

export const STATUS: AgentCommand = {
  name: 'status',
  summary: 'Shows what is watched, what waits, the last sync, and problems.',
  flags: [JSON_FLAG],
  act: async (call) => {
    const state = await lookAtAgent(call);
    if (call.flags['json']) call.print(JSON.stringify({ ...factsOf(state), exitCode: exitCodeOf(state) }, null, 2));
    else for (const [name, text] of linesOf(state)) call.print(`${name.padEnd(13)} ${text}`);
    return exitCodeOf(state);
  },
};

type Line = readonly [name: string, text: string];

function linesOf(state: AgentState): Line[] {
  const { dataFolder, desktop, missing, waiting, lastSync, setAside, running, key } = state;
  const skew = describeSkew(lastSync?.skewMs ?? null);
  const sync = lastSync === null ? 'never' : `${localTime(lastSync.at)}, ${shown(lastSync.result)}`;
  const files = filesOf(dataFolder);
  return [
    ['data folder', shown(dataFolder)],
    ['agent', describeHolder(state)],
    ['desktop', desktop.isSupported ? desktop.name : `unsupported: ${desktop.name}`],
    ...missing.map((sentence): Line => ['missing', sentence]),
    ['key', keyText(key)],
    ...(key.warning === null ? [] : [['warning', key.warning] as const]),
    ...extensionLines(state.extension).map((text): Line => ['extension', text]),
    ...(running === null ? [] : [['server', shown(running.server)] as const]),
    ['recording', describeRecording(state)],
    ...(running?.hours ? [['hours', running.hours.text] as const] : []),
    ...(running && running.unstored > 0
      ? [['warning', `the disk takes no records: ${running.unstored} are kept in memory`] as const]
      : []),
    ...(skew === null ? [] : [['warning', `the clock of this machine is ${skew}; times are corrected`] as const]),
    ...(setAside === 0
      ? []
      : [['set aside', `${recordsText(setAside)} that the server refused: ${files.quarantine}`] as const]),
    ...(running?.problems ?? []).map(({ at, message }): Line => ['problem', `${localTime(at)}, ${shown(message)}`]),
    ...(lastSync?.newerAgent === undefined
      ? []
      : [['update', `version ${shown(lastSync.newerAgent)} of the agent is there; this is ${VERSION}`] as const]),
    ['waiting', recordsText(waiting)],
    ['last sync', sync],
  ];
}

/** The port, then each paired extension. */
export function extensionLines({ port, isOpen, paired, holder }: ExtensionFacts): string[] {
  if (port === 0) return ['no port: --extension-port is 0'];
  const closed = `port ${port} is ${holder === null ? 'closed' : `held by ${shown(holder)}`}`;
  return [
    isOpen ? `port ${port} is open${paired.length === 0 ? ', no extension is paired' : ''}` : closed,
    ...paired.map(({ browser, pairedAt, heardAt }) => {
      const heard = heardAt === null ? 'not heard since the start' : `heard ${localTime(heardAt, true)}`;
      return `${shown(browser)}, paired ${localTime(pairedAt)}, ${heard}`;
    }),
  ];
}

function describeHolder({ holder, running }: AgentState): string {
  if (holder === null) return 'not running';
  const { user, host, pid, startedAt } = holder;
  const silent = running === null ? '; it does not answer questions' : '';
  return `running as ${user} on ${host}, process ${pid}, since ${localTime(startedAt)}${silent}`;
}

function describeRecording({ running, paused }: AgentState): string {
  if (paused !== null) return describePause(paused);
  if (running === null) return 'no';
  const { hours, lost, current } = running;
  if (hours !== null && !hours.isOpen) {
    return `not now: outside of the hours${hours.opensAt === null ? '' : ` until ${localTime(hours.opensAt)}`}`;
  }
  if (lost !== null) return `not possible now: ${shown(lost)}`;
  return current === null ? 'no window in front that may be recorded' : named(current);
}

const describePause = ({ until }: NonNullable<RunningState['paused']>): string =>
  until === null ? 'paused until resume' : `paused until ${localTime(until)}`;

function factsOf({ holder, running, lastSync, paused, extension, ...state }: AgentState) {
  const iso = (at: number | null | undefined) => (at == null ? null : new Date(at).toISOString());
  const { hours, problems = [], current = null, lost = null, server = null, unstored = 0 } = running ?? {};
  return {
    ...state,
    running:
      holder === null
        ? null
        : { user: holder.user, host: holder.host, pid: holder.pid, since: iso(holder.startedAt), answers: !!running },
    ...{ server, current, lost, unstored },
    paused: paused === null ? null : { since: iso(paused.since), until: iso(paused.until) },
    hours: hours ? { ...hours, opensAt: iso(hours.opensAt) } : null,
    extension: {
      ...extension,
      paired: extension.paired.map(({ browser, pairedAt, heardAt }) => ({
        ...{ browser, pairedAt: iso(pairedAt), heardAt: iso(heardAt) },
      })),
    },
    version: VERSION,
    newerAgent: lastSync?.newerAgent ?? null,
    problems: problems.map(({ at, message }) => ({ at: iso(at), message })),
    lastSync:
      lastSync === null
        ? null
        : { at: iso(lastSync.at), state: lastSync.state, result: lastSync.result, clockSkewMs: lastSync.skewMs },
  };
}
