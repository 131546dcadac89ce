import fc from 'fast-check';
import { DamagedLogError } from '../disk/damaged-log.js';
import { decodeRecord, encodeRecord } from './record.js';

const ID = '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a01';
const placed = (data: Buffer) => ({
  event: { id: ID, type: 'ActivityRecorded', contentType: 'application/json', data, customMetadata: Buffer.from('{}') },
  ...{ stream: 'activity-alice.20260101', revision: 7n, position: 1_234n, createdMs: 1_767_225_600_000 },
});

/** What an agent sends that was offline: many activities whose names repeat. */
const spans = (count: number) =>
  Buffer.from(
    JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: `${n}`, application: 'Emacs', startedAt: n * 1e3 }))),
  );
/** Bytes in which nothing repeats. */
function noise(count: number): Buffer {
  const bytes = Buffer.alloc(count);
  for (let n = 0, state = 1; n < count; n++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[n] = state >>> 24;
  }
  return bytes;
}

describe('a record in the log', () => {
  it('of many activities is stored in a third of its size, and comes back whole', () => {
    const written = encodeRecord(placed(spans(400)));
    const read = decodeRecord(written.stored);
    expect(written.stored.length).toBeLessThan(written.length / 3);
    expect(read.length).toBe(written.length);
    expect(read.frame.equals(written.frame)).toBe(true);
    expect(read.data.equals(spans(400))).toBe(true);
    expect([read.id, read.streamName, read.eventType]).toEqual([ID, 'activity-alice.20260101', 'ActivityRecorded']);
    expect([read.position, read.revision, read.createdMs]).toEqual([1_234n, 7n, 1_767_225_600_000]);
  });

  it.each([
    ['a single activity', spans(1)],
    ['bytes in which nothing repeats', noise(5_000)],
    ['more than 1 MB, which would hold up others', Buffer.alloc(1_100_000, 'a')],
  ])('of %s is stored as it is', (_what, data) => {
    const written = encodeRecord(placed(data));
    expect(written.stored.length).toBe(written.length);
    expect(decodeRecord(written.stored).data.equals(data)).toBe(true);
  });

  it('comes back as it was, whatever its size and content', () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 4_000 }).map((bytes) => Buffer.from(bytes)),
      fc.tuple(fc.string(), fc.nat(3_000)).map(([text, times]) => Buffer.from(text.repeat(times))),
    );
    fc.assert(
      fc.property(content, (data) => {
        const written = encodeRecord(placed(data));
        const read = decodeRecord(written.stored);
        expect(read.data.equals(data)).toBe(true);
        expect(read.frame.equals(written.frame)).toBe(true);
        expect(written.stored.length).toBeLessThanOrEqual(written.length);
      }),
    );
  });

  it('is damaged when any of its stored bytes has changed', () => {
    const { stored } = encodeRecord(placed(spans(100)));
    for (let at = 0; at < stored.length; at++) {
      const changed = Buffer.from(stored);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      expect(() => decodeRecord(changed)).toThrow(DamagedLogError);
    }
  });
});
