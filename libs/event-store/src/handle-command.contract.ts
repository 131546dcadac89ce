import { type Command, type Decider, DomainError, type DomainEvent } from '@app/domain';
import { v4 as uuidV4 } from 'uuid';
import { type NodeForTests, startNodeForTests, NO_UPCASTERS } from '../test/embedded-node.js';
import { ConcurrencyError } from './connection/errors.js';
import { EventStore } from './event-store.js';
import { handleCommand, readState } from './handle-command.js';

interface Take extends Command {
  readonly type: 'TakeSeat';
  readonly data: { readonly by: string };
}
interface Taken extends DomainEvent {
  readonly type: 'SeatTaken';
  readonly data: { readonly by: string };
}

/** One seat. Its owner may take it again, which changes nothing. Others are refused. */
const seat: Decider<{ by?: string }, Take, Taken> = {
  initialState: {},
  decide({ data }, { by }) {
    if (by === data.by) return [];
    if (by !== undefined) throw new DomainError('already_member', `${by} has the seat.`);
    return [{ type: 'SeatTaken', data }];
  },
  evolve: (_state, { data }) => data,
};
const take = (by: string): Take => ({ type: 'TakeSeat', data: { by }, metadata: { now: 7, principalId: by } });

/** Any number of seats. */
const bench: Decider<readonly string[], Take, Taken> = {
  initialState: [],
  decide: ({ data }) => [{ type: 'SeatTaken', data }],
  evolve: (state, { data }) => [...state, data.by],
};

let tested: NodeForTests;
let store: EventStore;
beforeAll(async () => {
  tested = await startNodeForTests();
  store = new EventStore(tested.node.connectionString, { upcasters: NO_UPCASTERS });
});
afterAll(async () => {
  await store.close();
  await tested.stop();
});

const newStream = () => `seat-${uuidV4()}`;
async function lengthOf(stream: string): Promise<number> {
  let length = 0;
  for await (const event of store.read(stream)) length = Number(event.revision) + 1;
  return length;
}

describe('a command', () => {
  it('appends the decided events, and gives the state after them', async () => {
    const stream = newStream();
    const handled = await handleCommand(store, stream, seat, take('ada'));
    expect(handled).toEqual({ state: { by: 'ada' }, events: [{ type: 'SeatTaken', data: { by: 'ada' } }] });
    expect(await readState(store, stream, seat)).toEqual({ state: { by: 'ada' }, expected: 0n });
  });

  it('gives its events the ids of `idOf`', async () => {
    const stream = newStream();
    const id = uuidV4();
    await handleCommand(store, stream, seat, take('ada'), { idOf: ({ data }) => (data.by === 'ada' ? id : '') });
    for await (const stored of store.read(stream)) expect(stored.id).toBe(id);
    expect(await lengthOf(stream)).toBe(1);
  });

  it('that has nothing to do appends nothing', async () => {
    const stream = newStream();
    await handleCommand(store, stream, seat, take('ada'));
    expect(await handleCommand(store, stream, seat, take('ada'))).toEqual({ state: { by: 'ada' }, events: [] });
    expect(await lengthOf(stream)).toBe(1);
  });

  it('that is refused appends nothing', async () => {
    const stream = newStream();
    await handleCommand(store, stream, seat, take('ada'));
    await expect(handleCommand(store, stream, seat, take('bob'))).rejects.toMatchObject({ code: 'already_member' });
    expect(await lengthOf(stream)).toBe(1);
  });

  it('decides again after it lost to another one, so both keep the rules', async () => {
    for (let round = 0; round < 20; round++) {
      const stream = newStream();
      const results = await Promise.allSettled(
        ['ada', 'bob'].map((by) => handleCommand(store, stream, seat, take(by))),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'already_member' } });
      expect(await lengthOf(stream)).toBe(1);
    }
  });

  it.each([
    [2, 3],
    [3, 3],
  ])('that loses %d times decides %d times', async (losses, decisions) => {
    const stream = newStream();
    let decided = 0;
    const overtaken: typeof bench = {
      ...bench,
      decide(command, state) {
        decided++;
        return bench.decide(command, state);
      },
    };
    const result = await Promise.allSettled([
      handleCommand(overtakenBy(losses, stream), stream, overtaken, take('ada')),
    ]);
    expect(decided).toBe(decisions);
    expect(result).toMatchObject([
      losses < 3
        ? { status: 'fulfilled', value: { state: ['rival', 'rival', 'ada'] } }
        : { status: 'rejected', reason: expect.any(ConcurrencyError) },
    ]);
    expect(await lengthOf(stream)).toBe(3);
  });

  /** The same store, but another writer appends just before each of the first appends. */
  function overtakenBy(times: number, stream: string): EventStore {
    let left = times;
    return new Proxy(store, {
      get(target, name, receiver) {
        if (name !== 'append') return Reflect.get(target, name, receiver) as unknown;
        return async (...request: Parameters<EventStore['append']>) => {
          if (left-- > 0) await handleCommand(target, stream, bench, take('rival'));
          return target.append(...request);
        };
      },
    });
  }
});

describe('rules that refuse an event', () => {
  const refusing: typeof bench = {
    ...bench,
    evolve: (state, event) => {
      if (event.data.by === '') throw new DomainError('unreadable_event', 'The field by is empty.');
      return bench.evolve(state, event);
    },
  };

  it('make the stream unreadable, and the error says which event it is', async () => {
    const stream = newStream();
    await handleCommand(store, stream, bench, take('ada'));
    await handleCommand(store, stream, bench, take(''));
    const unreadable = {
      name: 'UnreadableEventError',
      message: `Event 1 (SeatTaken) of the stream ${stream} cannot be read.`,
      cause: expect.objectContaining({ code: 'unreadable_event' }) as unknown,
    };
    await expect(readState(store, stream, refusing)).rejects.toMatchObject(unreadable);
    await expect(handleCommand(store, stream, refusing, take('bob'))).rejects.toMatchObject(unreadable);
    expect(await lengthOf(stream)).toBe(2);
  });

  it('never write such an event', async () => {
    const stream = newStream();
    await expect(handleCommand(store, stream, refusing, take(''))).rejects.toMatchObject({ code: 'unreadable_event' });
    expect(await lengthOf(stream)).toBe(0);
  });
});
