import { originalOf } from '../terms/events.js';
import { type LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { firstReadableRevision, oldestReadableMs, presenceOf } from './visibility.js';

/** The type of an event that points to another event. */
const LINK_EVENT_TYPE = '$>';

/** The event that a link points to. */
export interface LinkTarget {
  readonly stream: string;
  readonly revision: bigint;
}

/**
 * The target in the data of a link, `revision@stream`. Undefined when the revision is not a number:
 * then the event is an ordinary event. Source: EventStoreDB 23.10, ResolveLinkTo.
 */
export function parseLink(data: string): LinkTarget | undefined {
  const [, revision, stream] = /^(-?\d{1,19})@(.+)$/s.exec(data) ?? [];
  return revision === undefined || stream === undefined ? undefined : { stream, revision: BigInt(revision) };
}

/** The target of a record that is a link (see `parseLink`). Undefined for every other record. */
export const linkTargetOf = (record: LogRecord): LinkTarget | undefined =>
  record.eventType === LINK_EVENT_TYPE ? parseLink(record.data.toString('utf8')) : undefined;

/** A link with this revision points to the last event of its stream, as on EventStoreDB 23.10. */
const LAST_EVENT = -1n;

/** The event that a link points to. Undefined when a read of its stream would not show it. */
export function resolveLink(store: LogStore, target: LinkTarget, nowMs: number): LogRecord | undefined {
  const { stream } = target;
  const state = store.stateOf(stream);
  const revision = target.revision === LAST_EVENT ? state.lastRevision : target.revision;
  const first = firstReadableRevision(state, originalOf(stream) !== undefined);
  if (presenceOf(state) !== 'exists' || revision < first || revision > state.lastRevision) return undefined;
  const [record] = store.readStream(state, {
    from: revision,
    to: revision + 1n,
    backwards: false,
    maxRecords: 1,
  }).records;
  return record !== undefined && record.createdMs >= oldestReadableMs(state.metadata, nowMs) ? record : undefined;
}
