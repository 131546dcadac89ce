const SLAB_BYTES = 256 * 1024;
/** A value that would take much of a slab gets a buffer of its own. */
const LARGEST_SHARED_BYTES = SLAB_BYTES / 8;

let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

/**
 * Copies `value` into a large buffer that many copies share. A buffer for each copy would double
 * the cost of a read, because of the garbage collector. A copy keeps its whole slab in memory, so
 * callers keep no copy for long.
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
 * Stores values in LMDB as plain bytes. LMDB reads every value into one buffer of its own and sets
 * that buffer's `length` to the size of the value. Other fields still show the whole buffer, so
 * `subarray` takes the value out.
 */
export const bytesCodec = {
  encode: (value: Buffer): Buffer => value,
  decode: (bytes: Buffer): Buffer => copyOf(bytes.subarray(0, bytes.length)),
};
