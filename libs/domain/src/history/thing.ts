import type { Asked, Command, DomainEvent } from '../decider.js';

/** One thing that an event changed: the class of an activity, a schedule, some offline time. */
export interface Thing<State, C extends Command> {
  /** Two events change the same thing when their keys are equal. */
  readonly key: string;
  /** Its value, as plain data that can be compared. Undefined when there is no such thing. */
  readonly valueIn: (state: State) => unknown;
  /** The commands that give it back the value that it had before. `now` is the present state. */
  readonly giveBack: (before: State, now: State) => readonly Asked<C>[];
}

/** For each type of event of a stream, the things that it changes. None: no person chose it. */
export type ThingsOf<State, C extends Command, E extends DomainEvent> = {
  readonly [One in E as One['type']]: (data: One['data']) => readonly Thing<State, C>[];
};

/** The things that an event changes. */
export const thingsOf = <State, C extends Command, E extends DomainEvent>(
  table: ThingsOf<State, C, E>,
  { type, data }: E,
): readonly Thing<State, C>[] =>
  (table as Readonly<Record<string, (data: object) => readonly Thing<State, C>[]>>)[type]?.(data) ?? [];

/** How something with an id is made again, replaced and removed. */
interface ById<Value, C extends Command> {
  readonly name: string;
  readonly restore: (value: Value) => Asked<C>;
  readonly replace: (value: Value) => Asked<C>;
  readonly remove: (id: number) => Asked<C>;
}

/** The thing with an id in a map of things. */
export const thingById = <Value, C extends Command>(
  id: number,
  { name, restore, replace, remove }: ById<Value, C>,
): Thing<{ readonly byId: ReadonlyMap<number, Value> }, C> => ({
  key: `${name} ${id}`,
  valueIn: ({ byId }) => byId.get(id),
  giveBack(before, now) {
    const value = before.byId.get(id);
    if (!value) return now.byId.has(id) ? [remove(id)] : [];
    return [now.byId.has(id) ? replace(value) : restore(value)];
  },
});
