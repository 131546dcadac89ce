import { type WindowSample } from '../capture/activity-source.js';

/** How long recording is paused. */
export interface PauseState {
  /** Epoch milliseconds. */
  since: number;
  /** Epoch milliseconds. Null: until `resume`. */
  until: number | null;
}

/** The port for the browser extension. Times are epoch milliseconds. */
export interface ExtensionState {
  /** 0: this agent has none. */
  port: number;
  /** False: another program holds it. */
  isOpen: boolean;
  /** The newest first. `heardAt` is null before the first call of this run. */
  paired: { browser: string; pairedAt: number; heardAt: number | null }[];
}

/** What a running agent knows of itself. */
export interface RunningState {
  startedAt: number;
  source: string;
  server: string;
  extension: ExtensionState;
  /** What the desktop does not offer: one sentence each. */
  missing: string[];
  /** Null while the desktop answers, else why it does not. */
  lost: string | null;
  /** The window in front after privacy and rules. Null: none, or nothing may be recorded. */
  current: WindowSample | null;
  paused: PauseState | null;
  /** The hours of recording. Null: always. */
  hours: { text: string; isOpen: boolean; opensAt: number | null } | null;
  /** Spans that the disk does not take now. They wait in memory. */
  unstored: number;
  /** The newest sentences of level warning or error, oldest first. */
  problems: { at: number; message: string }[];
}

/** A span that waits or was sent: the names after privacy and rules. */
export interface RecordedSpan extends WindowSample {
  startedAt: number;
  endedAt: number;
}

/** A line of `tail`: the window in front has changed, or a span went into the queue. */
export type TailLine =
  { type: 'window'; at: number; sample: WindowSample | null } | { type: 'record'; record: RecordedSpan };

/** How a call to the server went that `sync` has asked for. */
export interface SyncAnswer {
  state: 'sent' | 'failed' | 'key-refused' | 'nothing';
  result: string;
}

/** What a command may ask the running agent. The answer ends the connection. */
export interface Questions {
  state: { asked: null; answered: RunningState };
  pause: { asked: { until: number | null }; answered: PauseState };
  resume: { asked: null; answered: { wasPaused: boolean } };
  sync: { asked: null; answered: SyncAnswer };
  /** The newest spans of this run as they were seen, before the rules: for `rules test`. */
  recent: { asked: null; answered: RecordedSpan[] };
  /** A new code that the browser extension takes once, for this many seconds. */
  pair: { asked: null; answered: { code: string; validSeconds: number } };
  /** Asks the server now what to do. */
  look: { asked: null; answered: null };
  /** Reads rules and hours again. */
  reload: { asked: null; answered: null };
}

/** What a command may follow until it closes the connection. */
export interface Streams {
  tail: TailLine;
}

export type Question = keyof Questions;
export type Stream = keyof Streams;

/** One line from a command to the agent. */
export interface Asked {
  ask: string;
  with: unknown;
}

/** A line from the agent to a command. */
export type Answered = { ok: unknown } | { error: string };

/** The name of the socket in the data folder. */
export const CONTROL_SOCKET = 'control';
