import { join } from 'node:path';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { Bus } from '../dbus/bus.js';
import { IdleQuestion } from '../notices/idle-question.js';
import { desktopNotifier } from '../notices/notifier.js';
import { type RulesInForce } from '../rules/rules-in-force.js';
import { type IsErased, type KeepsTime } from '../spool/erased-time.js';
import { type ServerClock } from '../sync/server-clock.js';
import { type AgentServer, postOfflineTime } from './ask-server.js';
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
  see(report: ActivityReport): void;
  /** Recording was paused, or goes on: the time before says nothing about a pause of the person. */
  forget(): void;
  close(): Promise<void>;
}

export function openCompanion(options: CompanionOptions): Companion {
  const { to, dataFolder, clock, say, idleAnswers = [], countsWhenIdle = [] } = options;
  const bus = new Bus('session', options.env);
  const notifier = desktopNotifier(bus, say);
  const erased = new ErasedWaiting(to.deviceId, options.keepers);
  const focus = new FocusTime({
    ...{ source: options.source, to, dataFolder, notifier, say },
    now: () => ({ wallMs: Date.now(), monotonicMs: performance.now() }),
    erased: (ranges) => erased.told(ranges),
    mayTell: (host) =>
      withRules({ type: 'active', window: 0, application: host, url: `https://${host}/` }, options.rules).type !==
      'none',
  });
  const question = new IdleQuestion({
    ...{ notifier, answers: idleAnswers, file: join(dataFolder, 'idle-answers.json'), say },
    ...{ idleLimitMs: options.idleLimitMs, countsWhenIdle },
    nowMs: () => clock.now().wallMs,
    post: (time) => postOfflineTime(to, time),
  });
  const shifts = clock.shifts.subscribe(() => question.forget());
  return {
    focus,
    isErased: erased.isErased,
    see: (report) => {
      focus.see(withRules(report, options.rules));
      question.see(report);
    },
    forget: () => question.forget(),
    close: async () => {
      shifts.unsubscribe();
      notifier.close();
      await focus.close();
      await bus.close();
    },
  };
}

/** A window that the person's rules drop is none: its name goes to no server. */
function withRules(report: ActivityReport, rules: Pick<RulesInForce, 'now'> | undefined): ActivityReport {
  if (report.type !== 'active' || rules === undefined) return report;
  return rules.now(report) ?? { type: 'none' };
}
