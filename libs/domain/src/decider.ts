/** Every event has a type in the past tense and JSON data. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/**
 * What a principal used to send a command: the pages, a key, an application (its client id), or the
 * import of a file.
 */
export type Caller =
  { readonly kind: 'session' | 'import' } | { readonly kind: 'api-key' | 'access-token'; readonly id: string };

/** The other fields of a command. Apps read the clock and put the time here. */
export interface CommandMetadata {
  /** Epoch ms. */
  readonly now: number;
  /** The sender: a user id, `admin`, or the name of a reactor. */
  readonly principalId: string;
  /** Undefined for what the server does by itself. */
  readonly by?: Caller;
  /** What the events of one command have in common. */
  readonly commandId?: string;
}

/** An imperative request. */
export interface Command {
  readonly type: string;
  readonly data: object;
  readonly metadata: CommandMetadata;
}

/** A command without its metadata. It keeps a union of commands a union. */
export type Asked<C extends Command> = C extends Command ? Omit<C, 'metadata'> : never;

/**
 * The rules of one stream in three pure parts: the initial state, the state after an event, and the
 * events of a command. `decide` returns no events when there is nothing to do. It throws
 * `DomainError` to refuse a command.
 */
export interface Decider<State, C extends Command, E extends DomainEvent> {
  readonly initialState: State;
  decide(this: void, command: C, state: State): readonly E[];
  evolve(this: void, state: State, event: E): State;
}
