import { type Principal } from '../access/principal.js';
import { refuseAccess } from './stream-guard.js';
import { type ExpectedRevision, type ProposedEvent } from '../terms/events.js';
import { type Call } from '../grpc/call.js';
import { frameOf } from '../grpc/frames.js';
import { toAppendRefusal, toAppendSuccess } from '../wire/append-responses.js';
import { streams } from '../wire/generated.js';
import { toStatus } from '../wire/refusals.js';
import { toExpectedRevision, toProposedEvent, toStreamName } from '../wire/requests.js';
import { appendSizeOf, MAX_APPEND_BYTES } from '../writes/write-request.js';
import { type NodeParts } from './node-parts.js';

/**
 * `Streams/Append`: the options in the first message, then one event in each message, then one
 * answer.
 */
export async function serveAppend(call: Call, { store, writes }: NodeParts, caller: Principal): Promise<void> {
  let stream = '';
  let expected: ExpectedRevision = 'any';
  const events: ProposedEvent[] = [];
  let bytes = 0;
  for await (const bytesOfMessage of call.messages()) {
    const message = streams.AppendReq.deserializeBinary(bytesOfMessage);
    const options = message.getOptions();
    if (options !== undefined) {
      stream = toStreamName(options.getStreamIdentifier());
      expected = toExpectedRevision(options, options.getRevision());
      const refused = refuseAccess(store, caller, 'write', stream);
      if (refused !== undefined) return call.end(toStatus(refused));
      continue;
    }
    const event = toProposedEvent(message.getProposedMessage());
    bytes += appendSizeOf(event);
    if (bytes > MAX_APPEND_BYTES)
      return call.end(toStatus({ kind: 'maximum-append-size-exceeded', maximumBytes: MAX_APPEND_BYTES }));
    events.push(event);
  }
  const outcome = await writes.submit({ stream, expected, action: { kind: 'append', events } });
  if (outcome.kind === 'written') call.send(frameOf(toAppendSuccess(outcome).serializeBinary()));
  else if (outcome.kind === 'wrong-expected-version')
    call.send(frameOf(toAppendRefusal(expected, outcome).serializeBinary()));
  else return call.end(toStatus(outcome));
  call.end();
}
