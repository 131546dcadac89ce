/** What every event of ours has: a past-tense type and JSON data. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** What a command carries besides its data. The edge reads the clock; nothing below it does. */
export interface CommandMetadata {
  /** Epoch ms. */
  readonly now: number;
  /** Who asked: a user id, or `admin`. */
  readonly principalId: string;
}

/** An imperative request. */
export interface Command {
  readonly type: string;
  readonly data: object;
  readonly metadata: CommandMetadata;
}

/** A command, of several one by one, without what every command carries. */
export type Asked<C extends Command> = C extends Command ? Omit<C, 'metadata'> : never;

/**
 * The rules of one stream, as three pure parts: where it starts, what an event makes of it, and which events a command
 * gives. `decide` returns no events when there is nothing to do, and throws `DomainError` to refuse.
 */
export interface Decider<State, C extends Command, E extends DomainEvent> {
  readonly initialState: State;
  decide(this: void, command: C, state: State): readonly E[];
  evolve(this: void, state: State, event: E): State;
}
