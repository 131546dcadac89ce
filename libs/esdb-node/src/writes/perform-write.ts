import { randomUUID } from 'node:crypto';
import {
  DELETED_REVISION,
  JSON_CONTENT_TYPE,
  METADATA_EVENT_TYPE,
  metastreamOf,
  NO_EVENTS,
  originalOf,
  type ProposedEvent,
  TOMBSTONE_EVENT_TYPE,
} from '../terms/events.js';
import { type LogBatch } from '../store/log-batch.js';
import { withTruncateBefore } from '../streams/stream-metadata.js';
import { hasEvents, isSoftDeletedForWriters, isTombstoned, type StreamState } from '../streams/stream-state.js';
import { decideAppend } from './expected-revision.js';
import { type WriteOutcome, type Written } from '../terms/outcome.js';
import { refuseMalformed, type WriteRequest } from './write-request.js';

const NO_BYTES = new Uint8Array(0);

/**
 * Checks one request against the log and the batch so far, and puts its events. A refusal puts
 * nothing. `createdMs` (epoch ms) is the time of the batch and the creation time of all its events.
 */
export function performWrite(batch: LogBatch, request: WriteRequest, createdMs: number): WriteOutcome {
  if (request.deadlineMs !== undefined && createdMs > request.deadlineMs) return { kind: 'timeout' };
  const malformed = refuseMalformed(request);
  if (malformed !== undefined) return malformed;
  const { stream, expected, action } = request;
  const state = batch.stateOf(stream);
  const original = originalOf(stream);
  if (original !== undefined && isTombstoned(batch.stateOf(original))) return { kind: 'stream-deleted', stream };

  const events = action.kind === 'append' ? action.events : [];
  const decision = decideAppend(
    state,
    expected,
    events.map((event) => event.id),
    {
      hasMetadata: () => hasMetadata(batch, stream),
      revisionOf: (id) => batch.revisionOf(stream, id),
      idAt: (revision) => batch.idAt(stream, revision),
    },
  );
  switch (decision.kind) {
    case 'stream-deleted':
      return { kind: 'stream-deleted', stream };
    case 'wrong-expected-revision':
      return { kind: 'wrong-expected-version', stream, expected, current: state.lastRevision };
    case 'repeat':
      return {
        kind: 'written',
        lastRevision: decision.lastRevision,
        position: batch.positionAt(stream, decision.lastRevision),
      };
    case 'write':
      break;
  }
  if (action.kind === 'append') return append(batch, stream, action.events, createdMs);
  if (action.kind === 'tombstone') return tombstone(batch, stream, createdMs);
  if (original !== undefined) return { kind: 'bad-request', message: 'A metadata stream cannot be deleted.' };
  if (!hasEvents(state) && !hasMetadata(batch, stream))
    return { kind: 'wrong-expected-version', stream, expected, current: NO_EVENTS };
  return putMetadata(batch, stream, `{"$tb":${DELETED_REVISION}}`, createdMs);
}

const hasMetadata = (batch: LogBatch, stream: string): boolean => hasEvents(batch.stateOf(metastreamOf(stream)));

function append(batch: LogBatch, stream: string, events: readonly ProposedEvent[], createdMs: number): Written {
  const before: StreamState = batch.stateOf(stream);
  const original = originalOf(stream);
  const isUndelete = original !== undefined && isSoftDeletedForWriters(batch.stateOf(original));
  let lastRevision = before.lastRevision;
  let position: bigint | undefined;
  for (const event of events) position = batch.put({ stream, revision: ++lastRevision, event, createdMs });
  if (events.length > 0 && isSoftDeletedForWriters(before)) keepHidden(batch, stream, before.lastRevision, createdMs);
  if (events.length > 0 && isUndelete) keepHidden(batch, original, batch.stateOf(original).lastRevision, createdMs);
  return { kind: 'written', lastRevision, position };
}

/**
 * Ends the soft delete of a stream, but keeps its events up to `lastHidden` hidden: it writes the
 * metadata again with `$tb`.
 * Source: EventStoreDB 23.10, StorageWriterService.SoftUndeleteStream and SoftUndeleteMetastream.
 */
function keepHidden(batch: LogBatch, stream: string, lastHidden: bigint, createdMs: number): void {
  const text = withTruncateBefore(batch.metadataTextOf(stream) ?? '', lastHidden + 1n);
  if (text !== undefined) putMetadata(batch, stream, text, createdMs);
}

function putMetadata(batch: LogBatch, stream: string, text: string, createdMs: number): Written {
  const metastream = metastreamOf(stream);
  const revision = batch.stateOf(metastream).lastRevision + 1n;
  const event = systemEvent(METADATA_EVENT_TYPE, Buffer.from(text));
  const position = batch.put({ stream: metastream, revision, event, createdMs });
  return { kind: 'written', lastRevision: revision, position };
}

function tombstone(batch: LogBatch, stream: string, createdMs: number): Written {
  const event = systemEvent(TOMBSTONE_EVENT_TYPE, NO_BYTES);
  const position = batch.put({ stream, revision: DELETED_REVISION, event, createdMs });
  return { kind: 'written', lastRevision: DELETED_REVISION, position };
}

/** An event that the node itself writes. */
export function systemEvent(type: string, data: Uint8Array): ProposedEvent {
  return { id: randomUUID(), type, contentType: JSON_CONTENT_TYPE, data, customMetadata: NO_BYTES };
}
