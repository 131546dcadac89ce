import fc from 'fast-check';
import { FrameError, frameOf, FrameReader } from './frames.js';

const MAX_BYTES = 64;

describe('a frame reader', () => {
  it('returns every message, in any parts that the bytes arrive in', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: MAX_BYTES }), { maxLength: 10 });
    const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
    fc.assert(
      fc.property(messages, cuts, (sent, sizes) => {
        const bytes = Buffer.concat(sent.map(frameOf));
        const reader = new FrameReader(MAX_BYTES);
        const received: Buffer[] = [];
        for (let at = 0, n = 0; at < bytes.length; n++) {
          const size = sizes[n % sizes.length] ?? 1;
          received.push(...reader.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(received).toEqual(sent.map((message) => Buffer.from(message)));
      }),
    );
  });

  it('refuses a message that is longer than allowed before it has arrived', () => {
    const reader = new FrameReader(MAX_BYTES);
    expect(() => reader.push(frameOf(Buffer.alloc(MAX_BYTES + 1)).subarray(0, 5))).toThrow(FrameError);
  });

  it('refuses a compressed message', () => {
    expect(() => new FrameReader(MAX_BYTES).push(Buffer.from([1, 0, 0, 0, 0]))).toThrow(FrameError);
  });
});
