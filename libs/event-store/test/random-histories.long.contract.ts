import {
  type AppendExpectedRevision,
  type EventStoreDBClient,
  jsonEvent,
  type JSONEventData,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import fc from 'fast-check';
import { v4 as uuidV4 } from 'uuid';
import { collect, newStream, revisionOf, setMetadataText, tailOf, tombstone } from './calls.js';
import { DELETED, type Expected, type Limits, LogModel, type Outcome } from './log-model.js';
import { onEveryServer } from './server-under-test.js';

/** The expected revision of a write: a word, or a distance from the revision of its stream. */
const expecting = fc.oneof(
  fc.constantFrom('any' as const, 'no_stream' as const, 'stream_exists' as const),
  fc.record({ fromLast: fc.constantFrom(0, 0, 0, 1, -1, -2, -4) }),
);
const appending = fc.record({
  kind: fc.constant('append' as const),
  expecting,
  fresh: fc.nat(2),
  /** Repeat an earlier batch of this stream, or its end. It may expect what it first expected. */
  repeat: fc.option(fc.record({ batch: fc.nat(20), from: fc.nat(2), asAtFirst: fc.boolean() })),
  isFreshFirst: fc.boolean(),
  byAppend: fc.boolean(),
});
const deleting = fc.record({ kind: fc.constant('softDelete' as const), expecting });
const ending = fc.record({ kind: fc.constant('tombstone' as const), expecting });
const limiting = fc.record({
  kind: fc.constant('setLimits' as const),
  limits: fc.record({ $tb: fc.nat(12), $maxCount: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: [] }),
});
const command = fc.oneof(
  { arbitrary: appending, weight: 20 },
  { arbitrary: deleting, weight: 5 },
  { arbitrary: limiting, weight: 5 },
  { arbitrary: ending, weight: 1 },
);
const histories = fc.array(fc.record({ stream: fc.nat(2), command }), { maxLength: 40 });
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** One history. Every command goes to the server and to the model, which must answer the same. */
class Run {
  readonly model = new LogModel();
  readonly streams = [newStream(), newStream(), newStream()];
  private readonly batches = new Map<string, { expected: Expected; ids: string[] }[]>();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly appendOptions: object,
  ) {}

  async perform(stream: string, command: Command): Promise<{ is: Outcome; shouldBe: Outcome }> {
    const { client, model } = this;
    if (command.kind === 'setLimits')
      return {
        is: await outcomeOf(setMetadataText(client, stream, JSON.stringify(command.limits))),
        shouldBe: model.setLimits(stream, command.limits),
      };
    const { expected, ids } = this.request(stream, command);
    const expectedRevision: AppendExpectedRevision = typeof expected === 'number' ? BigInt(expected) : expected;
    if (command.kind === 'append') {
      const options = { expectedRevision, ...(command.byAppend && this.appendOptions) };
      const append = client.appendToStream(stream, ids.map(eventOf), options);
      return { is: await outcomeOf(append), shouldBe: model.append(stream, expected, ids) };
    }
    // The client cannot send stream_exists with a soft delete.
    if (command.kind === 'tombstone' || expectedRevision === 'stream_exists')
      return {
        is: await outcomeOf(tombstone(client, stream, expectedRevision)),
        shouldBe: model.tombstone(stream, expected),
      };
    return {
      is: await outcomeOf(client.deleteStream(stream, { expectedRevision })),
      shouldBe: model.softDelete(stream, expected),
    };
  }

  private request(stream: string, command: Exclude<Command, { limits: Limits }>) {
    const last = this.model.stream(stream).ids.length - 1;
    const named = typeof command.expecting === 'string' ? command.expecting : last + command.expecting.fromLast;
    let expected: Expected = typeof named === 'number' && named < 0 ? 'no_stream' : named;
    if (command.kind !== 'append') return { expected, ids: [] };
    const batches = this.batches.get(stream) ?? [];
    const { repeat } = command;
    const earlier = repeat && batches[repeat.batch % (batches.length || 1)];
    const known = earlier?.ids.slice(repeat?.asAtFirst ? 0 : repeat?.from) ?? [];
    if (earlier && repeat?.asAtFirst) expected = earlier.expected;
    const fresh = Array.from({ length: known.length > 0 ? command.fresh : command.fresh + 1 }, () => uuidV4());
    const ids = command.isFreshFirst ? [...fresh, ...known] : [...known, ...fresh];
    this.batches.set(stream, [...batches, { expected, ids }]);
    return { expected, ids };
  }
}

const eventOf = (id: string): JSONEventData => jsonEvent({ id, type: 'Happened', data: {} });

async function outcomeOf(write: Promise<object | void>): Promise<Outcome> {
  try {
    const result = await write;
    return result && 'nextExpectedRevision' in result ? `at ${Number(result.nextExpectedRevision)}` : 'done';
  } catch (error) {
    if (error instanceof StreamDeletedError) return 'deleted';
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    return `wrong ${error.actualVersion === 'no_stream' ? -1 : Number(error.actualVersion)}`;
  }
}

async function readableIn(client: EventStoreDBClient, stream: string, direction: 'forwards' | 'backwards') {
  const fromRevision = direction === 'forwards' ? 'start' : 'end';
  try {
    return (await collect(client.readStream(stream, { direction, fromRevision }), revisionOf)).map(Number);
  } catch (error) {
    if (error instanceof StreamNotFoundError) return 'missing';
    if (error instanceof StreamDeletedError) return 'deleted';
    throw error;
  }
}

onEveryServer((server) => {
  it('any history of appends, deletes and metadata has the answers and the log of the model', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { client, credentials } = server;
        const fromPosition = await tailOf(client);
        const run = new Run(client, { credentials });
        const { model, streams } = run;
        for (const { stream: index, command } of history) {
          const stream = streams[index] ?? '';
          const { is, shouldBe } = await run.perform(stream, command);
          expect(is).toBe(shouldBe);
          expect(await readableIn(client, stream, 'forwards')).toEqual(model.readable(stream));
        }
        for (const stream of streams) {
          const readable = model.readable(stream);
          const backwards = typeof readable === 'string' ? readable : [...readable].reverse();
          expect(await readableIn(client, stream, 'backwards')).toEqual(backwards);
        }
        const seen = await collect(client.readAll({ fromPosition }), ({ event }) => event);
        const ours = seen.filter((event) => streams.some((stream) => event?.streamId.endsWith(stream)));
        expect(
          ours.map((event) => `${event?.streamId}@${event?.revision === 2n ** 63n - 1n ? DELETED : event?.revision}`),
        ).toEqual(model.log);
      }),
      { numRuns: 80 },
    );
  });
});
