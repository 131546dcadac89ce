/** The keys of the store are big-endian, so their byte order is the order of the numbers. */

/** A position as a key of the log. */
export function positionKey(position: bigint): Buffer {
  const key = Buffer.allocUnsafe(8);
  key.writeBigUInt64BE(position);
  return key;
}

/**
 * A revision of a stream as a key of the revision index. All keys of a stream lie together, in
 * order.
 */
export function revisionKey(streamNumber: number, revision: bigint): Buffer {
  const key = Buffer.allocUnsafe(12);
  key.writeUInt32BE(streamNumber);
  key.writeBigUInt64BE(revision, 4);
  return key;
}

/** An event id of a stream as a key of the id index. `id` is a UUID text or its 16 bytes. */
export function eventIdKey(streamNumber: number, id: string | Buffer): Buffer {
  const key = Buffer.allocUnsafe(20);
  key.writeUInt32BE(streamNumber);
  if (typeof id === 'string') writeUuid(key, 4, id);
  else key.set(id, 4);
  return key;
}

/** Writes the 16 bytes of a UUID text at `offset`. */
export function writeUuid(target: Buffer, offset: number, id: string): void {
  target.write(id.replaceAll('-', ''), offset, 16, 'hex');
}

/** The lower-case UUID text of the 16 bytes at `offset`. */
export function readUuid(source: Buffer, offset: number): string {
  const hex = source.toString('hex', offset, offset + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
