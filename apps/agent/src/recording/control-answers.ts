import { describeMissing } from '../capture/capabilities.js';
import { type Companion } from '../focus/open-companion.js';
import { type Answers, WrongQuestion } from '../control/control-server.js';
import { type ExtensionState, type SyncAnswer } from '../control/questions.js';
import { CODE_MS, type Pairing } from '../loopback/pairing.js';
import { type Synchroniser } from '../sync/synchroniser.js';
import { type AgentOptions } from './agent-options.js';
import { type Gate } from './gate.js';
import { type Recorder } from './recorder.js';
import { type SelfReport } from './self-report.js';

/** The parts of a running agent that commands may ask. */
export interface AskedParts {
  options: AgentOptions;
  self: SelfReport;
  gate: Gate;
  recorder: Recorder;
  synchroniser: Pick<Synchroniser, 'syncNow'>;
  companion: { focus: Pick<Companion['focus'], 'pollAfresh'> };
  extension: { pairing: Pick<Pairing, 'newCode'>; state: () => ExtensionState };
}

/** A pause of more than a year is a mistake in the words. */
const LONGEST_PAUSE_MS = 366 * 86_400_000;

/** What the agent answers to the questions of commands. */
export function controlAnswers({
  options,
  self,
  gate,
  recorder,
  synchroniser,
  companion,
  extension,
}: AskedParts): Answers {
  const { source, server } = options;
  return {
    state: async () => ({
      ...self.state(),
      ...gate.state(),
      source: source.name,
      server: server.href,
      extension: extension.state(),
      missing: describeMissing(source.capabilities),
      unstored: recorder.unstored,
    }),
    pause: async (asked) => gate.pause(untilOf(asked)),
    resume: async () => ({ wasPaused: await gate.resume() }),
    sync: async (): Promise<SyncAnswer> =>
      (await synchroniser.syncNow()) ?? { state: 'nothing', result: 'nothing was waiting' },
    recent: async () => self.recent(),
    pair: async () => {
      if ((options.extensionPort ?? 0) === 0) throw new WrongQuestion('this agent has no port for the extension');
      return { code: extension.pairing.newCode(), validSeconds: CODE_MS / 1_000 };
    },
    look: async () => {
      await companion.focus.pollAfresh();
      return null;
    },
    reload: async () => {
      const fresh = options.reload?.();
      if (fresh === undefined) throw new WrongQuestion('this agent cannot read its rules again');
      gate.useHours(fresh.hours);
      await recorder.useRules(fresh.rules);
      return null;
    },
  };
}

function untilOf(asked: unknown): number | null {
  const until = (asked as { until?: unknown } | null)?.until;
  if (until === null) return null;
  if (typeof until !== 'number' || !(until > Date.now()) || until > Date.now() + LONGEST_PAUSE_MS) {
    throw new WrongQuestion('the end of the pause must be a moment of the next 366 days');
  }
  return until;
}
