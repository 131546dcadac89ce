import { type ActivitySource } from '../capture/activity-source.js';
import { type Hours } from '../rules/hours.js';
import { type Filter } from '../rules/rule.js';
import { type TitledSite } from '../sites/titled-sites.js';
import { type Say } from './log.js';

/** What a person chooses about recording, and may change while the agent runs. */
export interface Chosen {
  rules: Filter;
  /** Null: always. */
  hours: Hours | null;
}

export interface AgentOptions {
  source: ActivitySource;
  server: URL;
  key: string;
  /** Made when missing; one agent at a time may use it. */
  dataFolder: string;
  /** A pause without input that is shorter than this counts as time. */
  idleLimitMs: number;
  /** Names of applications whose windows count without input. Default: none. */
  countsWhenIdle?: readonly string[];
  /** Pages count without input while their tab plays sound. Default: only named sites. */
  audibleCounts?: boolean;
  /** The port of 127.0.0.1 for the browser extension. Default 0: none. */
  extensionPort?: number;
  /** The port for watchers of ActivityWatch, and extensions that may use it. Default: none. */
  activityWatch?: { port: number; origins: readonly string[] } | undefined;
  /** Sites by titles, where no extension tells pages. Default: none. */
  titledSites?: readonly TitledSite[];
  /** What the idle question offers. Default: it is not asked. */
  idleAnswers?: readonly string[];
  /** Fixed seconds between syncs. Without it the server decides. */
  syncSeconds?: number | undefined;
  /** What may be recorded, and when. Default: all, always. */
  chosen?: Chosen;
  /** Reads the choices again. Throws when they are wrong now. */
  reload?: () => Chosen;
  /** Gets a sentence for the person at each change of state. Never gets the key. */
  say: Say;
  /**
   * Ends the recording. The agent closes the open span, spools confirmed time and sends once more.
   */
  stop: AbortSignal;
}
