import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Server,
  status,
} from '@grpc/grpc-js';
import { type EventEmitter } from 'node:events';
import { type LogStore } from '../store/log-store.js';
import {
  type AppendReq,
  type AppendResp,
  type BatchAppendReq,
  type BatchAppendResp,
  type DeleteReq,
  type DeleteResp,
  type Empty,
  featureServices,
  type ReadReq,
  streamServices,
  type SupportedMethods,
  type TombstoneReq,
  type TombstoneResp,
} from '../wire/generated.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { serveAppend } from './append.js';
import { serveBatchAppend } from './batch-append.js';
import { serveDelete, serveTombstone } from './delete.js';
import { type OpenCalls } from './open-calls.js';
import { serveRead } from './read.js';
import { supportedMethods } from './server-features.js';

/** What the calls work on. */
export interface Rooms {
  readonly store: LogStore;
  readonly writes: WriteLoop;
  readonly openCalls: OpenCalls;
  readonly nowMs: () => number;
}

/** Adds every call the node answers to the server; grpc-js answers the others with UNIMPLEMENTED. */
export function registerServices(server: Server, { store, writes, openCalls, nowMs }: Rooms): void {
  const read: handleServerStreamingCall<ReadReq, Buffer> = (call) => {
    openCalls.track(call);
    endOnError(call, serveRead(store, call, nowMs));
  };
  const append: handleClientStreamingCall<AppendReq, AppendResp> = (call, answer) => {
    endOnError(call, serveAppend(writes, call, answer));
  };
  const batchAppend: handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> = (call) => {
    openCalls.track(call);
    endOnError(call, serveBatchAppend(writes, call));
  };
  const remove: handleUnaryCall<DeleteReq, DeleteResp> = ({ request }, answer) => {
    serveDelete(writes, request, answer).catch(() => answer(INTERNAL));
  };
  const tombstone: handleUnaryCall<TombstoneReq, TombstoneResp> = ({ request }, answer) => {
    serveTombstone(writes, request, answer).catch(() => answer(INTERNAL));
  };
  const getSupportedMethods: handleUnaryCall<Empty, SupportedMethods> = (_call, answer) =>
    answer(null, supportedMethods());

  // Reads send bytes that were encoded when the event was appended.
  const readAsBytes = { ...streamServices.StreamsService.read, responseSerialize: (bytes: Buffer) => bytes };
  const streams = { ...streamServices.StreamsService, read: readAsBytes };
  server.addService(streams, { read, append, batchAppend, delete: remove, tombstone });
  server.addService(featureServices.ServerFeaturesService, { getSupportedMethods });
}

const INTERNAL = { code: status.INTERNAL, details: 'The node failed to answer this call.' };

/** A call whose handler failed ends with INTERNAL. One whose caller went away fails too, and nobody is left to tell. */
function endOnError(call: EventEmitter & { readonly cancelled: boolean }, served: Promise<void>): void {
  served.catch(() => {
    if (!call.cancelled) call.emit('error', INTERNAL);
  });
}
