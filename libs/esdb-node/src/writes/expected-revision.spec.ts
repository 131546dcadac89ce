import { DELETED_REVISION, type ExpectedRevision } from '../terms/events.js';
import { type StreamState } from '../streams/stream-state.js';
import { decideAppend, type RecordedStream } from './expected-revision.js';

const missing: StreamState = { number: undefined, lastRevision: -1n, metadata: undefined };
/** Holds events a, b, c at revisions 0, 1, 2. */
const three: StreamState = { number: 1, lastRevision: 2n, metadata: undefined };
const softDeleted: StreamState = { ...three, metadata: { truncateBefore: DELETED_REVISION } };
const tombstoned: StreamState = { ...three, lastRevision: DELETED_REVISION };

const log = ['a', 'b', 'c'];
const recorded: RecordedStream = {
  hasMetadata: () => false,
  revisionOf: (id) => (log.includes(id) ? BigInt(log.indexOf(id)) : undefined),
  idAt: (revision) => log[Number(revision)],
};
const nothing: RecordedStream = { hasMetadata: () => false, revisionOf: () => undefined, idAt: () => undefined };

type Case = [ids: string, expected: ExpectedRevision, decision: string];

function decisionOf(stream: StreamState, expected: ExpectedRevision, ids: string): string {
  const known = stream.number === undefined ? nothing : recorded;
  const decision = decideAppend(stream, expected, [...ids], known);
  return decision.kind === 'repeat' ? `repeat to ${decision.lastRevision}` : decision.kind;
}

describe('an append to a stream that was never written', () => {
  it.each<Case>([
    ['x', 'any', 'write'],
    ['x', 'no_stream', 'write'],
    ['x', 'stream_exists', 'wrong-expected-revision'],
    ['x', 0n, 'wrong-expected-revision'],
    ['', 'any', 'write'],
    ['', 'no_stream', 'write'],
  ])('of "%s" expecting %s decides %s', (ids, expected, decision) => {
    expect(decisionOf(missing, expected, ids)).toBe(decision);
  });
});

describe('an append to a stream that has only metadata', () => {
  it.each<Case>([
    ['x', 'stream_exists', 'write'],
    ['x', 'no_stream', 'write'],
    ['x', 0n, 'wrong-expected-revision'],
  ])('of "%s" expecting %s decides %s', (ids, expected, decision) => {
    const { kind } = decideAppend(missing, expected, [...ids], { ...nothing, hasMetadata: () => true });
    expect(kind).toBe(decision);
  });
});

describe('an append to a stream at revision 2 that holds a, b, c', () => {
  it.each<Case>([
    ['x', 2n, 'write'],
    ['x', 3n, 'wrong-expected-revision'],
    ['x', 1n, 'wrong-expected-revision'],
    ['x', 'no_stream', 'wrong-expected-revision'],
    ['a', 'no_stream', 'repeat to 0'],
    ['abc', 'no_stream', 'repeat to 2'],
    ['c', 1n, 'repeat to 2'],
    ['bc', 0n, 'repeat to 2'],
    ['cx', 1n, 'wrong-expected-revision'],
    ['a', 1n, 'wrong-expected-revision'],
    ['', 1n, 'wrong-expected-revision'],
    ['', 2n, 'write'],
    ['', 'any', 'write'],
    ['x', 'any', 'write'],
    ['xa', 'any', 'write'],
    ['ab', 'any', 'repeat to 1'],
    ['b', 'stream_exists', 'repeat to 1'],
    ['ax', 'any', 'wrong-expected-revision'],
    ['ax', 'stream_exists', 'wrong-expected-revision'],
  ])('of "%s" expecting %s decides %s', (ids, expected, decision) => {
    expect(decisionOf(three, expected, ids)).toBe(decision);
  });
});

describe('an append to a soft-deleted stream that held a, b, c', () => {
  it.each<Case>([
    ['x', 'any', 'write'],
    ['x', 'no_stream', 'write'],
    ['x', 2n, 'write'],
    ['x', 1n, 'wrong-expected-revision'],
    ['ax', 'no_stream', 'wrong-expected-revision'],
    ['abc', 'no_stream', 'repeat to 2'],
    ['x', 'stream_exists', 'stream-deleted'],
  ])('of "%s" expecting %s decides %s', (ids, expected, decision) => {
    expect(decisionOf(softDeleted, expected, ids)).toBe(decision);
  });
});

describe('an append to a tombstoned stream', () => {
  it.each<ExpectedRevision[]>([['any'], ['no_stream'], ['stream_exists'], [2n]])(
    'is refused as deleted when it expects %s',
    (expected) => {
      expect(decisionOf(tombstoned, expected, 'x')).toBe('stream-deleted');
    },
  );
});

it.each(['any', 'stream_exists'] as const)(
  '%s looks up only one id when the first id of a large batch is new',
  (expected) => {
    const asked: string[] = [];
    const stream = { number: 1, lastRevision: 4n, metadata: undefined };
    const ids = Array.from({ length: 500 }, (_, index) => `id-${index}`);
    const recorded = { ...nothing, revisionOf: (id: string) => void asked.push(id) };
    expect(decideAppend(stream, expected, ids, recorded)).toEqual({ kind: 'write' });
    expect(asked).toEqual(['id-0']);
  },
);
