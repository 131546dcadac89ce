import { frameOf } from '../grpc/frames.js';
import { type CallHandler } from '../grpc/grpc-server.js';
import { type LogStore } from '../store/log-store.js';
import { toStatus } from '../wire/refusals.js';
import { type Refusal } from '../writes/outcome.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { serveAppend } from './append.js';
import { serveBatchAppend } from './batch-append.js';
import { serveDelete, serveTombstone } from './delete.js';
import { serveRead } from './read.js';
import { encodeSupportedMethods } from './server-features.js';

/** What the calls work on. */
export interface Rooms {
  readonly store: LogStore;
  readonly writes: WriteLoop;
  readonly nowMs: () => number;
}

/** Every call the node answers, by its path. */
export function handlersOf({ store, writes, nowMs }: Rooms): ReadonlyMap<string, CallHandler> {
  const handlers: Map<string, CallHandler> = new Map([
    ['/event_store.client.streams.Streams/Read', (call) => serveRead(store, call, nowMs)],
    ['/event_store.client.streams.Streams/Append', (call) => serveAppend(writes, call)],
    ['/event_store.client.streams.Streams/BatchAppend', (call) => serveBatchAppend(writes, call)],
    ['/event_store.client.streams.Streams/Delete', unary((request) => serveDelete(writes, request))],
    ['/event_store.client.streams.Streams/Tombstone', unary((request) => serveTombstone(writes, request))],
    [
      '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
      unary(async () => encodeSupportedMethods(handlers.keys())),
    ],
  ]);
  return handlers;
}

/** A call of one message that is answered with one message, encoded, or refused. */
function unary(answer: (request: Buffer) => Promise<Uint8Array | Refusal>): CallHandler {
  return async (call) => {
    const answered = await answer(await call.onlyMessage());
    if (!(answered instanceof Uint8Array)) return call.end(toStatus(answered));
    call.send(frameOf(answered));
    call.end();
  };
}
