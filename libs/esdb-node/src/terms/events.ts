/** The terms of the node, without wire or store. Revisions and positions are bigint. */

/** The demand of an append about the stream's last revision. */
export type ExpectedRevision = bigint | 'any' | 'no_stream' | 'stream_exists';

/**
 * An event as a caller proposes it. `id` is a lower-case UUID. The node does not read the bytes.
 */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly customMetadata: Uint8Array;
}

/** The last revision of a stream that holds no event. */
export const NO_EVENTS = -1n;

/** The largest int64: the revision of `$streamDeleted`, and the `$tb` of a soft-deleted stream. */
export const DELETED_REVISION = 2n ** 63n - 1n;

/** Our limit, from LMDB's longest key. EventStoreDB allows much longer names. */
export const MAX_STREAM_NAME_BYTES = 1500;

export const METADATA_EVENT_TYPE = '$metadata';
export const TOMBSTONE_EVENT_TYPE = '$streamDeleted';
export const JSON_CONTENT_TYPE = 'application/json';

const METASTREAM_PREFIX = '$$';

/** The name of the stream that holds the metadata of `stream`. */
export const metastreamOf = (stream: string): string => METASTREAM_PREFIX + stream;

/** The stream that `stream` holds metadata for, or undefined when `stream` is not a metastream. */
export const originalOf = (stream: string): string | undefined =>
  stream.startsWith(METASTREAM_PREFIX) ? stream.slice(METASTREAM_PREFIX.length) : undefined;
