import fc from 'fast-check';
import { FRAME_PREFIX_BYTES } from '../grpc/frames.js';
import { decodeRecord, encodeRecord } from '../store/record.js';
import { streams } from './generated.js';

const placedEvent = fc.record({
  event: fc.record({
    id: fc.uuid(),
    type: fc.string({ minLength: 1, unit: 'grapheme' }),
    contentType: fc.constantFrom('application/json', 'application/octet-stream'),
    data: fc.uint8Array({ maxLength: 300 }),
    customMetadata: fc.uint8Array({ maxLength: 300 }),
  }),
  stream: fc.string({ minLength: 1, unit: 'grapheme' }),
  revision: fc.bigInt(0n, 2n ** 63n - 1n),
  position: fc.bigInt(0n, 2n ** 63n - 1n),
  createdMs: fc.integer({ min: 1, max: 4_102_444_800_000 }),
});

describe('an encoded record', () => {
  it('is a response with the event for the generated decoder', () => {
    fc.assert(
      fc.property(placedEvent, (placed) => {
        const { frame } = decodeRecord(encodeRecord(placed).stored);
        expect([frame[0], frame.readUInt32BE(1)]).toEqual([0, frame.length - FRAME_PREFIX_BYTES]);
        const event = streams.ReadResp.deserializeBinary(new Uint8Array(frame.subarray(FRAME_PREFIX_BYTES))).getEvent();
        const recorded = event?.getEvent();
        expect(event?.getCommitPosition()).toBe(placed.position.toString());
        expect(recorded?.getCommitPosition()).toBe(placed.position.toString());
        expect(recorded?.getPreparePosition()).toBe(placed.position.toString());
        expect(recorded?.getStreamRevision()).toBe(placed.revision.toString());
        expect(recorded?.getId()?.getString()).toBe(placed.event.id);
        expect(Buffer.from(recorded?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(placed.stream);
        const metadata = recorded?.getMetadataMap();
        expect(metadata?.get('type')).toBe(placed.event.type);
        expect(metadata?.get('created')).toBe(`${placed.createdMs}0000`);
        expect(metadata?.get('content-type')).toBe(placed.event.contentType);
        expect(recorded?.getData_asU8()).toEqual(placed.event.data);
        expect(recorded?.getCustomMetadata_asU8()).toEqual(placed.event.customMetadata);
      }),
    );
  });

  it('returns each part that it was made from', () => {
    fc.assert(
      fc.property(placedEvent, (placed) => {
        const record = decodeRecord(encodeRecord(placed).stored);
        expect(record.position).toBe(placed.position);
        expect(record.revision).toBe(placed.revision);
        expect(record.createdMs).toBe(placed.createdMs);
        expect(record.id).toBe(placed.event.id);
        expect(record.streamName).toBe(placed.stream);
        expect(record.eventType).toBe(placed.event.type);
        expect(new Uint8Array(record.data)).toEqual(placed.event.data);
      }),
    );
  });
});
