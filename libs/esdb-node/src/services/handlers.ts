import { type Principal } from '../access/principal.js';
import { type Call } from '../grpc/call.js';
import { frameOf } from '../grpc/frames.js';
import { type CallHandler } from '../grpc/grpc-server.js';
import { toStatus } from '../wire/refusals.js';
import { type Refusal } from '../terms/outcome.js';
import { serveAppend } from './append.js';
import { serveBatchAppend } from './batch-append.js';
import { serveDelete, serveTombstone } from './delete.js';
import { encodeClusterInfo } from './gossip.js';
import { serveStartScavenge } from './operations.js';
import { serveRead } from './read.js';
import { type NodeParts } from './node-parts.js';
import { encodeSupportedMethods } from './server-features.js';

/**
 * Every call of the node by its path. The first two need no user, because a client asks them first.
 */
export function handlersOf(parts: NodeParts): ReadonlyMap<string, CallHandler> {
  const { identity, nowMs } = parts;
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
      authenticated(parts, (call, caller) => serveRead({ ...parts, call, caller })),
    ],
    [
      '/event_store.client.streams.Streams/Append',
      authenticated(parts, (call, caller) => serveAppend(call, parts, caller)),
    ],
    [
      '/event_store.client.streams.Streams/BatchAppend',
      authenticated(parts, (call, caller) => serveBatchAppend(call, parts, caller)),
    ],
    [
      '/event_store.client.streams.Streams/Delete',
      authenticated(parts, (call, caller) => answerOnce(call, (request) => serveDelete(request, parts, caller))),
    ],
    [
      '/event_store.client.streams.Streams/Tombstone',
      authenticated(parts, (call, caller) => answerOnce(call, (request) => serveTombstone(request, parts, caller))),
    ],
    [
      '/event_store.client.operations.Operations/StartScavenge',
      authenticated(parts, (call, caller) => answerOnce(call, () => serveStartScavenge(parts, caller))),
    ],
  ]);
  return handlers;
}

/** A handler for calls of authenticated users only. */
function authenticated(
  { authenticate }: NodeParts,
  serve: (call: Call, caller: Principal) => Promise<void>,
): CallHandler {
  return async (call) => {
    const caller = authenticate(call.authorization);
    return caller === undefined ? call.end(toStatus({ kind: 'unauthenticated' })) : serve(call, caller);
  };
}

/** Answers a call of one message with one encoded message, or refuses it. */
async function answerOnce(call: Call, answer: (request: Buffer) => Promise<Uint8Array | Refusal>): Promise<void> {
  const answered = await answer(await call.onlyMessage());
  if (!(answered instanceof Uint8Array)) return call.end(toStatus(answered));
  call.send(frameOf(answered));
  call.end();
}
