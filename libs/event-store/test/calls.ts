import {
  type AppendExpectedRevision,
  type BinaryEventData,
  binaryEvent,
  type DeleteResult,
  type EventStoreDBClient,
  type ExpectedRevision,
  jsonEvent,
  type JSONEventData,
  type Position,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { v4 as uuidV4 } from 'uuid';

/** A name that no other test or run has. */
export const newStream = (category = 'contract'): string => `${category}-${uuidV4()}`;

/** Events with ids of their own. */
export const events = (count: number, type = 'Counted'): JSONEventData[] =>
  Array.from({ length: count }, (_unused, index) => jsonEvent({ type, data: { index } }));

/** The revisions from `first` to before `end`. */
export const revisions = (first: number, end: number): bigint[] =>
  Array.from({ length: end - first }, (_unused, index) => BigInt(first + index));

/** What `pick` returns for every element, in order. */
export async function collect<Element, Value>(
  source: AsyncIterable<Element>,
  pick: (element: Element) => Value,
): Promise<Value[]> {
  const values: Value[] = [];
  for await (const element of source) values.push(pick(element));
  return values;
}

/** The first `count` elements of a subscription. Ends the subscription. */
export async function take<Element>(subscription: AsyncIterable<Element>, count: number): Promise<Element[]> {
  const taken: Element[] = [];
  for await (const element of subscription) if (taken.push(element) === count) break;
  return taken;
}

interface Resolved<Event> {
  readonly event?: Event | undefined;
}

export const revisionOf = ({ event }: Resolved<{ revision: bigint }>): bigint | undefined => event?.revision;
export const idOf = ({ event }: Resolved<{ id: string }>): string | undefined => event?.id;
export const positionOf = ({ event }: Resolved<{ position?: Position | undefined }>): bigint | undefined =>
  event?.position?.commit;

/** The revisions that a read of the whole stream gives. Rejects when the read does. */
export const revisionsOf = (client: EventStoreDBClient, stream: string): Promise<(bigint | undefined)[]> =>
  collect(client.readStream(stream), revisionOf);

/**
 * The same for a stream that was soft-deleted and written again. EventStoreDB 23.10 ends the delete
 * after it has answered the append, so the stream may still seem missing for a moment.
 */
export async function revisionsOnceBack(client: EventStoreDBClient, stream: string): Promise<(bigint | undefined)[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await revisionsOf(client, stream);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError) || attempt === 200) throw error;
    }
  }
}

/** The position of the last event in the log at this moment. */
export async function tailOf(client: EventStoreDBClient): Promise<Position> {
  const newest = client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
  const [position] = await collect(newest, ({ event }) => event?.position);
  if (!position) throw new Error('The log is empty.');
  return position;
}

/**
 * Writes any text as the metadata of a stream, flagged as JSON: invalid JSON, or numbers too large
 * for JavaScript.
 */
export async function setMetadataText(client: EventStoreDBClient, stream: string, text: string): Promise<void> {
  await client.appendToStream(`$$${stream}`, jsonTextEvent('$metadata', text));
}

/** The same, flagged as bytes. */
export async function setMetadataBytes(client: EventStoreDBClient, stream: string, text: string): Promise<void> {
  await client.appendToStream(`$$${stream}`, binaryEvent({ type: '$metadata', data: Buffer.from(text) }));
}

/**
 * Any text with the label JSON. The client asks an event for its content type twice: for the label,
 * and then to encode it.
 */
function jsonTextEvent(type: string, text: string): BinaryEventData {
  let asked = 0;
  return Object.defineProperty(binaryEvent({ type, data: Buffer.from(text) }), 'contentType', {
    get: () => (asked++ % 2 === 0 ? 'application/json' : 'application/octet-stream'),
  });
}

/** Tombstones the stream. The client sends `stream_exists` too, though its types leave that out. */
export const tombstone = (
  client: EventStoreDBClient,
  stream: string,
  expectedRevision: AppendExpectedRevision,
): Promise<DeleteResult> => client.tombstoneStream(stream, { expectedRevision: expectedRevision as ExpectedRevision });
