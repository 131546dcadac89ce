import { type LocalDate, shardOf } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import type { Checkpoint, ReadModels } from '@app/read-models';
import type { Agenda } from './agenda.js';
import type { WallClock } from './wall-clock.js';

/** What a reactor does about what it hears, and when. */
export interface Reaction<Task> {
  /** Names its checkpoints. */
  readonly name: string;
  /** The streams that it follows. */
  readonly streamPrefixes: readonly string[];
  /** Tasks of one lane are done one after the other: they append to the same streams. Lanes are done side by side. */
  laneOf(task: Task): string;
  /** Plans what needs no event to be planned. Once, before the first event; repeated when it fails. */
  begin?(agenda: Agenda<Task>, checkpoint: Checkpoint | undefined): Promise<void>;
  /** Plans what an event asks for. Repeated when it fails. */
  hear(event: StoredEvent, agenda: Agenda<Task>): Promise<void>;
  /**
   * Does what is due, from what the log says by now. It may have been done before, here or by another process that does
   * it at this very moment: the second time must change nothing.
   */
  perform(task: Task, agenda: Agenda<Task>): Promise<void>;
}

/** A task has done what it can for now: it is performed again after so many ms, and nobody needs to be told. */
export class NotYet extends Error {
  constructor(readonly afterMs: number) {
    super('Not yet.');
    this.name = 'NotYet';
  }
}

/** What happens in a reactor that somebody may want to log or count. */
export interface ReactorObserver {
  /** An event was appended. */
  reacted(event: { stream: string; type: string; localDate: LocalDate }): void;
  /** An event that a reactor follows cannot be read, and counts for nothing. Told again when it is heard again. */
  setAside(event: { stream: string; revision: bigint; type: string; reason: string }): void;
  /** Something failed that is tried again. */
  interrupted(error: unknown): void;
}

/** Some of the users, when several processes share them. */
export interface UserShare {
  /** Each has a place in the log of its own. */
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
  /** Only checkpoints are kept there. */
  readonly readModels: ReadModels;
  readonly observer: ReactorObserver;
  /** Default: the time of this machine. */
  readonly clock?: WallClock;
  /** Default: all users. Processes that do the same users do no harm: each thing is appended once. */
  readonly share?: UserShare;
}
