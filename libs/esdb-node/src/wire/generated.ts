/**
 * The only door to the generated protocol classes: the form of EventStoreDB's .proto files that is published, inside
 * its client and apart from it. They are CommonJS whose names Node cannot see from an ES module, so
 * they come as default imports, and their types by name.
 */
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';

export { features, shared, status, streams };
export type { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
export type { Status } from '@eventstore/db-client/generated/status_pb.js';
export type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
