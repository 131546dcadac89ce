import { join } from 'node:path';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { Bus } from '../dbus/bus.js';
import { IdleQuestion } from '../notices/idle-question.js';
import { desktopNotifier } from '../notices/notifier.js';
import { type RulesInForce } from '../rules/rules-in-force.js';
import { type IsErased, type KeepsTime } from '../spool/erased-time.js';
import { type ServerClock } from '../sync/server-clock.js';
import { type AgentServer, postOfflineTime, RefusedCall } from './ask-server.js';
import { ErasedWaiting } from './erased-waiting.js';
import { FocusTime } from './open-focus.js';

export interface CompanionOptions {
  source: Pick<ActivitySource, 'actuator'>;
  to: AgentServer;
  dataFolder: string;
  /** All that keeps time on this machine: it forgets what the account erases. */
  keepers: () => readonly KeepsTime[];
  clock: ServerClock;
  idleLimitMs: number;
  countsWhenIdle?: readonly string[];
  /** What the idle question offers. Default: it is not asked. */
  idleAnswers?: readonly string[];
  /** What the person wants no server to hear of. Default: nothing. */
  rules?: Pick<RulesInForce, 'now'>;
  say: (message: string) => void;
  /** Default: the session bus of this process. */
  env?: NodeJS.ProcessEnv;
}

/** What an agent does beside recording: focus sessions, alerts, the idle question. */
export interface Companion {
  focus: FocusTime;
  /** Whether the account erased such time. */
  isErased: IsErased;
  /** `isCounted`: the window in front counts without input now. */
  see(report: ActivityReport, isCounted?: boolean): void;
  /** Takes up what the run before has left, and asks the server. Resolves after its answer. */
  begin(): Promise<void>;
  /** Recording is paused, or goes on. */
  recording(isRecording: boolean): void;
  close(): Promise<void>;
}

export function openCompanion(options: CompanionOptions): Companion {
  const { to, dataFolder, clock, say, idleAnswers = [], countsWhenIdle = [] } = options;
  const bus = new Bus('session', options.env);
  const notifier = desktopNotifier(bus, say);
  const focus = new FocusTime({
    ...{ source: options.source, to, dataFolder, notifier, say },
    now: () => ({ wallMs: Date.now(), monotonicMs: performance.now() }),
    erased: async (ranges) => {
      await erased.told(ranges);
      // The server answers: it may take what it did not take before.
      void question.retry();
    },
    mayTell: (host) =>
      withRules({ type: 'active', window: 0, application: host, url: `https://${host}/` }, options.rules).type !==
      'none',
  });
  const question = new IdleQuestion({
    ...{ notifier, answers: idleAnswers, idleLimitMs: options.idleLimitMs, countsWhenIdle, say },
    answersFile: join(dataFolder, 'idle-answers.json'),
    gapsFile: join(dataFolder, 'idle-gaps.json'),
    now: () => clock.now(),
    post: (time) => posted(to, time),
  });
  const erased = new ErasedWaiting(to.deviceId, () => [...options.keepers(), question]);
  const shifts = clock.shifts.subscribe(() => question.forget());
  return {
    focus,
    isErased: erased.isErased,
    begin: async () => {
      await question.begin();
      await focus.poll();
    },
    see: (report, isCounted) => {
      focus.see(withRules(report, options.rules));
      question.see(report, isCounted);
    },
    recording: (isRecording) => question.recording(isRecording),
    close: async () => {
      shifts.unsubscribe();
      question.close();
      await notifier.close();
      await question.settled();
      await focus.close();
      await bus.close();
    },
  };
}

/** Whether the server takes offline time. Rejects when it should be asked again later. */
async function posted(to: AgentServer, time: Parameters<typeof postOfflineTime>[1]): Promise<boolean> {
  try {
    await postOfflineTime(to, time);
    return true;
  } catch (error) {
    if (error instanceof RefusedCall && !error.isOfKey) return false;
    throw error;
  }
}

/** A window that the person's rules drop is none: its name goes to no server. */
function withRules(report: ActivityReport, rules: Pick<RulesInForce, 'now'> | undefined): ActivityReport {
  if (report.type !== 'active' || rules === undefined) return report;
  return rules.now(report) ?? { type: 'none' };
}
