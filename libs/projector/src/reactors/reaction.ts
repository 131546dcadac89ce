import { type LocalDate, shardOf } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import type { Checkpoint, ReadModels } from '@app/read-models';
import type { Agenda } from './agenda.js';
import type { WallClock } from './wall-clock.js';

/** The rules of one reactor: which events it hears, and which tasks it does. */
export interface Reaction<Task> {
  /** Names its checkpoints. */
  readonly name: string;
  /** The streams that it follows. */
  readonly streamPrefixes: readonly string[];
  /**
   * Tasks of one lane append to the same streams, so they run one after the other. Lanes run at
   * once.
   */
  laneOf(task: Task): string;
  /**
   * Plans tasks that no event asks for. Called once, before the first event, and again when it
   * fails.
   */
  begin?(agenda: Agenda<Task>, checkpoint: Checkpoint | undefined): Promise<void>;
  /** Plans the tasks of an event. Called again when it fails. */
  hear(event: StoredEvent, agenda: Agenda<Task>): Promise<void>;
  /**
   * Does a due task, with the present state of the log. This or another process may have done it
   * before, or do it at the same time. The second time must change nothing.
   */
  perform(task: Task, agenda: Agenda<Task>): Promise<void>;
}

/** A task must wait: it runs again after so many ms. This is expected, so it is not reported. */
export class NotYet extends Error {
  constructor(readonly afterMs: number) {
    super('Not yet.');
    this.name = 'NotYet';
  }
}

/** Hears what a reactor does, to log or count it. */
export interface ReactorObserver {
  /** An event was appended. */
  reacted(event: { stream: string; type: string; localDate: LocalDate }): void;
  /** A reactor passed over an unreadable event. Called again when the event is heard again. */
  setAside(event: { stream: string; revision: bigint; type: string; reason: string }): void;
  /** A failure. The reactor tries again. */
  interrupted(error: unknown): void;
}

/** The users of this process, when several processes share them. */
export interface UserShare {
  /** Each shard has its own checkpoint. */
  readonly shards: readonly number[];
  accepts(userId: string): boolean;
}

/** The users of these shards. */
export function shareOf(shards: readonly number[]): UserShare {
  const ours = new Set(shards);
  return { shards, accepts: (userId) => ours.has(shardOf(userId)) };
}

export interface ReactorOptions {
  readonly store: EventStore;
  /** Reactors keep only their checkpoints there. */
  readonly readModels: ReadModels;
  readonly observer: ReactorObserver;
  /** Default: the time of this machine. */
  readonly clock?: WallClock;
  /** The longest that time of any user is kept, in months. Default: for ever. */
  readonly longestKeptMonths?: number | undefined;
  /** Default: all users. Two processes may have the same users: each event is appended once. */
  readonly share?: UserShare;
  /** The fewest members of a team whose week is published. Default, and never less: 5. */
  readonly smallestCohort?: number;
}
