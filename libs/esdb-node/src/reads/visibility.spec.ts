import { DELETED_REVISION } from '../terms/events.js';
import { type StreamMetadata } from '../streams/stream-metadata.js';
import { type StreamState } from '../streams/stream-state.js';
import { firstReadableRevision, oldestReadableMs, presenceOf } from './visibility.js';

const stream = (lastRevision: bigint, metadata?: StreamMetadata): StreamState => ({
  number: 1,
  lastRevision,
  metadata,
});

describe('the first readable revision of a stream at revision 6', () => {
  it.each<[StreamMetadata | undefined, bigint]>([
    [undefined, 0n],
    [{ maxCount: 3n }, 4n],
    [{ maxCount: 100n }, 0n],
    [{ truncateBefore: 5n }, 5n],
    [{ truncateBefore: 5n, maxCount: 3n }, 5n],
    [{ truncateBefore: 2n, maxCount: 3n }, 4n],
    [{ truncateBefore: 9n }, 9n],
    [{ maxAgeSeconds: 1n }, 0n],
  ])('with %p is %s', (metadata, first) => {
    expect(firstReadableRevision(stream(6n, metadata), false)).toBe(first);
  });

  it('is the last one when the stream holds metadata', () => {
    expect(firstReadableRevision(stream(6n), true)).toBe(6n);
  });
});

describe('the presence of a stream', () => {
  it.each<[string, string, StreamState]>([
    ['without events', 'missing', stream(-1n)],
    ['with only metadata', 'missing', stream(-1n, { maxCount: 1n })],
    ['with events', 'exists', stream(0n)],
    ['truncated to nothing', 'exists', stream(3n, { truncateBefore: 4n })],
    ['soft-deleted', 'missing', stream(3n, { truncateBefore: DELETED_REVISION })],
    ['tombstoned', 'tombstoned', stream(DELETED_REVISION)],
  ])('%s is %s', (_name, presence, state) => {
    expect(presenceOf(state)).toBe(presence);
  });
});

it('the oldest readable moment is the age before now, or none', () => {
  expect(oldestReadableMs({ maxAgeSeconds: 10n }, 50_000)).toBe(40_000);
  expect(oldestReadableMs({ maxCount: 1n }, 50_000)).toBe(-Infinity);
});
