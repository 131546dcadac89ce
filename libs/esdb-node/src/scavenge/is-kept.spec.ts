import fc from 'fast-check';
import { DELETED_REVISION } from '../terms/events.js';
import { type StreamMetadata } from '../streams/stream-metadata.js';
import { type StreamState } from '../streams/stream-state.js';
import { isKept } from './is-kept.js';

const NOW_MS = 1_000_000;
const stream = (lastRevision: bigint, metadata?: StreamMetadata): StreamState => ({
  number: 1,
  lastRevision,
  metadata,
});
const LIVE = stream(4n);
const DEAD = stream(DELETED_REVISION);

/**
 * The revisions 0 to 4. Each is a second younger than the previous one, and the last is created
 * now.
 */
const CANDIDATES = [0n, 1n, 2n, 3n, 4n].map((revision) => ({
  revision,
  createdMs: NOW_MS - 1000 * (4 - Number(revision)),
}));

describe('of the revisions 0 to 4, a scavenge keeps', () => {
  it.each<[string, bigint[], StreamState, StreamState | undefined]>([
    ['all of a stream without metadata', [0n, 1n, 2n, 3n, 4n], LIVE, undefined],
    ['the revisions that $tb leaves', [3n, 4n], stream(4n, { truncateBefore: 3n }), undefined],
    ['the revisions that $maxCount leaves', [3n, 4n], stream(4n, { maxCount: 2n }), undefined],
    [
      'the revisions that $maxAge leaves, its limit included',
      [2n, 3n, 4n],
      stream(4n, { maxAgeSeconds: 2n }),
      undefined,
    ],
    [
      'the revisions that all three leave',
      [4n],
      stream(4n, { truncateBefore: 1n, maxCount: 3n, maxAgeSeconds: 0n }),
      undefined,
    ],
    ['nothing of a soft-deleted stream', [], stream(4n, { truncateBefore: DELETED_REVISION }), undefined],
    ['nothing of a tombstoned stream', [], DEAD, undefined],
    ['the last of a metastream', [4n], LIVE, LIVE],
    ['the last of the metastream of a soft-deleted stream', [4n], LIVE, stream(0n, { truncateBefore: 9n })],
    ['nothing of the metastream of a tombstoned stream', [], LIVE, DEAD],
    ['nothing of a tombstoned metastream', [], DEAD, LIVE],
  ])('%s', (_what, kept, state, original) => {
    const revisions = CANDIDATES.filter((each) => isKept(each, state, original, NOW_MS)).map((each) => each.revision);
    expect(revisions).toEqual(kept);
  });

  it('only the $streamDeleted event of a tombstoned stream', () => {
    expect(isKept({ revision: DELETED_REVISION, createdMs: 0 }, DEAD, undefined, NOW_MS)).toBe(true);
    expect(isKept({ revision: DELETED_REVISION, createdMs: 0 }, DEAD, DEAD, NOW_MS)).toBe(false);
  });
});

it('a scavenge without $maxAge always keeps an end of the stream, with any metadata', () => {
  const limit = fc.option(fc.bigInt(1n, 40n), { nil: undefined });
  fc.assert(
    fc.property(fc.bigInt(0n, 30n), limit, limit, (last, truncateBefore, maxCount) => {
      const state = stream(last, {
        ...(truncateBefore === undefined ? {} : { truncateBefore }),
        ...(maxCount === undefined ? {} : { maxCount }),
      });
      const kept = Array.from({ length: Number(last) + 1 }, (_, revision) =>
        isKept({ revision: BigInt(revision), createdMs: 0 }, state, undefined, NOW_MS),
      );
      expect([...kept].sort()).toEqual(kept);
    }),
  );
});
