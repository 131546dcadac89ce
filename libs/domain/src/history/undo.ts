import type { Command, CommandMetadata, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { type Thing, type ThingsOf, thingsOf } from './thing.js';

/** The rules of a stream, and what each of its events changes. */
export interface UndoRules<State, C extends Command, E extends DomainEvent> {
  readonly decider: Decider<State, C, E>;
  readonly things: ThingsOf<State, C, E>;
}

/** A change that is to be undone. */
export interface UndoneChange<State, E extends DomainEvent> {
  /** The state of the stream before it. */
  readonly before: State;
  /** The events of the change, in order. */
  readonly events: readonly E[];
  /** Undo it although a later change touched the same. */
  readonly despiteLater: boolean;
  readonly metadata: CommandMetadata;
}

/**
 * The events that undo a change: each thing that it touched gets back the value from before it.
 * None when everything has that value already.
 *
 *     level   0   -> 2 (this change)   -> 2   back to 0
 *     level   0   -> 2 (this change)   -> 1   refused, unless `despiteLater`
 *     level   0   -> 2 (this change)   -> 0   nothing to do
 *
 * Throws DomainError `cannot_be_undone` when the change touched nothing that can be given back,
 * `changed_since` when a later change touched the same, and what the rules of the stream refuse.
 */
export function undo<State, C extends Command, E extends DomainEvent>(
  { decider, things }: UndoRules<State, C, E>,
  { before, events, despiteLater, metadata }: UndoneChange<State, E>,
  present: State,
): E[] {
  const touched = new Map<string, Thing<State, C>>();
  for (const event of events) for (const thing of thingsOf(things, event)) touched.set(thing.key, thing);
  if (touched.size === 0) throw new DomainError('cannot_be_undone', 'This change cannot be undone.');
  const after = events.reduce(decider.evolve, before);
  const isBack = (thing: Thing<State, C>, state: State) => isSame(thing.valueIn(state), thing.valueIn(before));
  const left = [...touched.values()].filter((thing) => !isBack(thing, present));
  if (!despiteLater && left.some(({ valueIn }) => !isSame(valueIn(present), valueIn(after))))
    throw new DomainError(
      'changed_since',
      'A later change touched the same. Say that it may be lost, or undo it first.',
    );
  const undoing: E[] = [];
  let now = present;
  for (const thing of left) {
    if (isBack(thing, now)) continue;
    for (const asked of thing.giveBack(before, now)) {
      const decided = decider.decide({ ...asked, metadata } as unknown as C, now);
      undoing.push(...decided);
      now = decided.reduce(decider.evolve, now);
    }
  }
  return undoing;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
