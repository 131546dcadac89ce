import { randomUUID } from 'node:crypto';
import { JSON_CONTENT_TYPE, type ProposedEvent } from '../terms/events.js';
import { ageTest, type Cursor, END_OF_TIME, logCursor, streamCursor } from '../reads/cursor.js';
import { presenceOf } from '../reads/visibility.js';
import { scavenge, type ScavengeResult } from '../scavenge/scavenge.js';
import { LogStore } from '../store/log-store.js';
import { type LogRecord } from '../store/record.js';
import { type WriteOutcome } from '../terms/outcome.js';
import { WriteLoop } from '../writes/write-loop.js';
import { type WriteRequest } from '../writes/write-request.js';

/** An event with this text and no place in the log. */
export function proposedEvent(text: string, type = 'Told'): ProposedEvent {
  const data = Buffer.from(type === 'Told' ? JSON.stringify({ text }) : text);
  return { id: randomUUID(), type, contentType: JSON_CONTENT_TYPE, data, customMetadata: new Uint8Array(0) };
}

/** The log and its write loop, without gRPC. */
export class LogUnderTest {
  readonly store: LogStore;
  readonly writes: WriteLoop;
  readonly failures: Error[] = [];
  nowMs = 1_700_000_000_000;

  constructor(dir: string) {
    this.store = LogStore.open(dir);
    this.writes = new WriteLoop(
      this.store,
      (error) => this.failures.push(error),
      () => this.nowMs,
    );
  }

  append(stream: string, ...texts: string[]): Promise<WriteOutcome> {
    return this.submit(stream, { kind: 'append', events: texts.map((text) => proposedEvent(text)) });
  }

  setMetadata(stream: string, text: string): Promise<WriteOutcome> {
    return this.submit(`$$${stream}`, { kind: 'append', events: [proposedEvent(text, '$metadata')] });
  }

  delete(stream: string): Promise<WriteOutcome> {
    return this.submit(stream, { kind: 'delete' });
  }

  tombstone(stream: string): Promise<WriteOutcome> {
    return this.submit(stream, { kind: 'tombstone' });
  }

  scavenge(signal?: AbortSignal): Promise<ScavengeResult> {
    return scavenge(this.store, this.writes, () => this.nowMs, signal);
  }

  /** `stream@revision:position` of every event in the log. */
  readAll(pageRecords = 7): string[] {
    return places(logCursor(this.store, { from: 0n, to: END_OF_TIME, backwards: false }), () => true, pageRecords);
  }

  /**
   * The events that a read of the stream returns, as readAll() writes them. Empty without a stream.
   */
  readStream(stream: string, backwards = false): string[] {
    if (presenceOf(this.store.stateOf(stream)) !== 'exists') return [];
    const cursor = streamCursor(this.store, stream, { from: 0n, to: END_OF_TIME, backwards });
    return places(
      cursor,
      ageTest(this.store, stream, () => this.nowMs),
      3,
    );
  }

  async close(): Promise<void> {
    await this.writes.stop();
    await this.store.close();
  }

  private submit(stream: string, action: WriteRequest['action']): Promise<WriteOutcome> {
    return this.writes.submit({ stream, expected: 'any', action });
  }
}

function places(cursor: Cursor, isWanted: (record: LogRecord) => boolean, pageRecords: number): string[] {
  const found: string[] = [];
  for (let isLast = false; !isLast;) {
    const page = cursor.next(pageRecords);
    for (const record of page.records)
      if (isWanted(record)) found.push(`${record.streamName}@${record.revision}:${record.position}`);
    isLast = page.isLast;
  }
  return found;
}
