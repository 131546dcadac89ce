const SLAB_BYTES = 256 * 1024;
/** A value that would take much of a slab gets a buffer of its own. */
const LARGEST_SHARED_BYTES = SLAB_BYTES / 8;

let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

/**
 * A copy of `value`, lying beside other copies in one large buffer: when each has a buffer of its own, the garbage
 * collector's work on them is half the cost of a read. A copy keeps its slab alive, so keep none for long.
 */
function copyOf(value: Buffer): Buffer {
  if (value.length > LARGEST_SHARED_BYTES) return Buffer.from(value);
  if (used + value.length > SLAB_BYTES) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  slab.set(value, used);
  used += value.length;
  return slab.subarray(used - value.length, used);
}

/**
 * LMDB's values are bytes as they are. It reads each into one buffer of its own, whose `length` says how many bytes of it
 * are the value, but only to who asks: everything else sees the whole buffer. Hence `subarray`.
 */
export const bytesCodec = {
  encode: (value: Buffer): Buffer => value,
  decode: (bytes: Buffer): Buffer => copyOf(bytes.subarray(0, bytes.length)),
};
