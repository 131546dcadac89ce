import type { Command, Decider, DomainEvent } from '@app/domain';
import { v4 as uuidV4 } from 'uuid';
import { type NodeForTests, startNodeForTests, NO_UPCASTERS } from '../test/embedded-node.js';
import { NewerEventError } from './connection/errors.js';
import { EventStore } from './event-store.js';
import { handleCommand, readState } from './handle-command.js';
import type { StoredEvent } from './reads/stored-event.js';

/** Two versions of a program use one log. The newer one renamed a field. */

interface Measure extends Command {
  readonly type: 'Measure';
  readonly data: { readonly length: number };
}
interface Measured extends DomainEvent {
  readonly type: 'Measured';
  readonly data: { readonly length: number };
}
const lengths: Decider<readonly number[], Measure, Measured> = {
  initialState: [],
  decide: ({ data }) => [{ type: 'Measured', data }],
  evolve: (state, { data }) => [...state, data.length],
};
const METADATA = { now: 0, principalId: 'tester' };
const measure = (length: number): Measure => ({ type: 'Measure', data: { length }, metadata: METADATA });

let tested: NodeForTests;
let older: EventStore;
let newer: EventStore;
let stream: string;
beforeEach(async () => {
  tested = await startNodeForTests();
  const upcasters = new Map([['Measured', [(data: unknown) => ({ length: (data as { metres: number }).metres })]]]);
  older = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
  newer = new EventStore(tested.node.connectionString, { upcasters });
  stream = `length-${uuidV4()}`;
  await older.append(stream, [{ event: { type: 'Measured', data: { metres: 1 } }, metadata: METADATA }], 'no_stream');
});
afterEach(async () => {
  await older.close();
  await newer.close();
  await tested.stop();
});

/** The data of the stream's first `count` events, by every way to read them. */
async function dataBy(store: EventStore, count: number): Promise<unknown[][]> {
  const take = async (events: AsyncGenerator<StoredEvent>): Promise<unknown[]> => {
    const taken: unknown[] = [];
    for await (const { data } of events) if (taken.push(data) === count) break;
    return taken;
  };
  const streamPrefixes = [stream];
  return [await take(store.read(stream)), await take(store.subscribe({ streamPrefixes }))];
}

it('events of an older version come in the present shape by every way to read them', async () => {
  await handleCommand(newer, stream, lengths, measure(2));
  for (const data of await dataBy(newer, 2)) expect(data).toEqual([{ length: 1 }, { length: 2 }]);
  expect(await readState(newer, stream, lengths)).toEqual({ state: [1, 2], expected: 1n });
});

it('an event of a newer version comes without data, and the others come as usual', async () => {
  await handleCommand(newer, stream, lengths, measure(2));
  await older.append(stream, [{ event: { type: 'Measured', data: { metres: 3 } }, metadata: METADATA }], 1n);
  for (const data of await dataBy(older, 3)) expect(data).toEqual([{ metres: 1 }, undefined, { metres: 3 }]);
});

it('a command on a stream with an event of a newer version is refused, and appends nothing', async () => {
  await handleCommand(newer, stream, lengths, measure(2));
  const refused = expect(handleCommand(older, stream, lengths, measure(3))).rejects;
  await refused.toThrow(new NewerEventError(stream, 1n, 'Measured'));
  expect(await readState(newer, stream, lengths)).toMatchObject({ expected: 1n });
});

it('a command can be decided despite an event of a newer version, whose id is not appended again', async () => {
  const idOf = ({ data }: Measured) => `00000000-0000-4000-8000-00000000000${data.length}`;
  const options = { idOf, despiteNewer: true };
  const known: typeof lengths = {
    ...lengths,
    evolve: (state, event) => (event.data ? lengths.evolve(state, event) : state),
  };
  await handleCommand(newer, stream, lengths, measure(2), { idOf });
  expect((await handleCommand(older, stream, known, measure(2), options)).events).toEqual([]);
  expect((await handleCommand(older, stream, known, measure(3), options)).events).toHaveLength(1);
  expect(await readState(newer, stream, lengths)).toMatchObject({ expected: 2n });
});
