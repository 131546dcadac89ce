import { type Principal } from '../access/principal.js';
import { type Call } from '../grpc/call.js';
import { frameOf } from '../grpc/frames.js';
import { type CallHandler } from '../grpc/grpc-server.js';
import { toStatus } from '../wire/refusals.js';
import { type Refusal } from '../writes/outcome.js';
import { serveAppend } from './append.js';
import { serveBatchAppend } from './batch-append.js';
import { serveDelete, serveTombstone } from './delete.js';
import { encodeClusterInfo } from './gossip.js';
import { serveStartScavenge } from './operations.js';
import { serveRead } from './read.js';
import { type Rooms } from './rooms.js';
import { encodeSupportedMethods } from './server-features.js';

/** Every call the node answers, by its path. The first two are for everybody: a client asks them before it has a name. */
export function handlersOf(rooms: Rooms): ReadonlyMap<string, CallHandler> {
  const { store, identity, nowMs } = rooms;
  const handlers: Map<string, CallHandler> = new Map([
    [
      '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
      (call: Call) => answerOnce(call, async () => encodeSupportedMethods(handlers.keys())),
    ],
    [
      '/event_store.client.gossip.Gossip/Read',
      (call: Call) => answerOnce(call, async () => encodeClusterInfo(identity(), nowMs())),
    ],
    [
      '/event_store.client.streams.Streams/Read',
      known(rooms, (call, caller) => serveRead({ store, call, caller, nowMs })),
    ],
    ['/event_store.client.streams.Streams/Append', known(rooms, (call, caller) => serveAppend(call, rooms, caller))],
    [
      '/event_store.client.streams.Streams/BatchAppend',
      known(rooms, (call, caller) => serveBatchAppend(call, rooms, caller)),
    ],
    [
      '/event_store.client.streams.Streams/Delete',
      known(rooms, (call, caller) => answerOnce(call, (request) => serveDelete(request, rooms, caller))),
    ],
    [
      '/event_store.client.streams.Streams/Tombstone',
      known(rooms, (call, caller) => answerOnce(call, (request) => serveTombstone(request, rooms, caller))),
    ],
    [
      '/event_store.client.operations.Operations/StartScavenge',
      known(rooms, (call, caller) => answerOnce(call, () => serveStartScavenge(rooms, caller))),
    ],
  ]);
  return handlers;
}

/** A call that is answered to callers whom the node knows. */
function known({ authenticate }: Rooms, serve: (call: Call, caller: Principal) => Promise<void>): CallHandler {
  return async (call) => {
    const caller = authenticate(call.authorization);
    return caller === undefined ? call.end(toStatus({ kind: 'unauthenticated' })) : serve(call, caller);
  };
}

/** Answers a call of one message with one message, encoded, or refuses it. */
async function answerOnce(call: Call, answer: (request: Buffer) => Promise<Uint8Array | Refusal>): Promise<void> {
  const answered = await answer(await call.onlyMessage());
  if (!(answered instanceof Uint8Array)) return call.end(toStatus(answered));
  call.send(frameOf(answered));
  call.end();
}
