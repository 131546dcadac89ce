/**
 * Protobuf's base-128 integers. Source: protobuf encoding guide, "Base 128 Varints". Values are
 * unsigned.
 */

const LARGEST_FAST = 0x7fffffff;

/** The size of `value` as a varint: 1 to 10 bytes. */
export function varintSize(value: bigint): number {
  if (value <= LARGEST_FAST) return smallVarintSize(Number(value));
  let size = 1;
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) size++;
  return size;
}

/** Writes `value` at `offset` and returns the offset after it. */
export function writeVarint(target: Buffer, offset: number, value: bigint): number {
  if (value <= LARGEST_FAST) return writeSmallVarint(target, offset, Number(value));
  let rest = value;
  let at = offset;
  for (; rest >= 0x80n; rest >>= 7n) target[at++] = Number(rest & 0x7fn) | 0x80;
  target[at++] = Number(rest);
  return at;
}

/** Like varintSize, for lengths from 0 to 2^31-1. */
export function smallVarintSize(value: number): number {
  let size = 1;
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) size++;
  return size;
}

/** Like writeVarint, for tags and lengths from 0 to 2^31-1. */
export function writeSmallVarint(target: Buffer, offset: number, value: number): number {
  let rest = value;
  let at = offset;
  for (; rest >= 0x80; rest >>>= 7) target[at++] = (rest & 0x7f) | 0x80;
  target[at++] = rest;
  return at;
}

/**
 * Reads a length that writeSmallVarint wrote at `offset`. Returns the value and the offset after
 * it.
 */
export function readSmallVarint(source: Buffer, offset: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let at = offset;
  for (let shift = 0; ; shift += 7) {
    const byte = source[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: at };
  }
}
