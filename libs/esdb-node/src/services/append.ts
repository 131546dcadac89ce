import { type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js';
import { type ExpectedRevision, type ProposedEvent } from '../events.js';
import { toAppendRefusal, toAppendSuccess } from '../wire/append-responses.js';
import { type AppendReq, type AppendResp } from '../wire/generated.js';
import { toStatus } from '../wire/refusals.js';
import { toExpectedRevision, toProposedEvent, toStreamName } from '../wire/requests.js';
import { type WriteLoop } from '../writes/write-loop.js';
import { appendSizeOf, MAX_APPEND_BYTES } from '../writes/write-request.js';

/** `Streams/Append`: the options in the first message, one event in each of the others, one answer at the end. */
export async function serveAppend(
  writes: WriteLoop,
  call: ServerReadableStream<AppendReq, AppendResp>,
  answer: sendUnaryData<AppendResp>,
): Promise<void> {
  let stream = '';
  let expected: ExpectedRevision = 'any';
  const events: ProposedEvent[] = [];
  let bytes = 0;
  for await (const message of call as AsyncIterable<AppendReq>) {
    const options = message.getOptions();
    if (options !== undefined) {
      stream = toStreamName(options.getStreamIdentifier());
      expected = toExpectedRevision(options, options.getRevision());
      continue;
    }
    const event = toProposedEvent(message.getProposedMessage());
    bytes += appendSizeOf(event);
    if (bytes > MAX_APPEND_BYTES)
      return answer(toStatus({ kind: 'maximum-append-size-exceeded', maximumBytes: MAX_APPEND_BYTES }));
    events.push(event);
  }
  const outcome = await writes.submit({ stream, expected, action: { kind: 'append', events } });
  if (outcome.kind === 'written') answer(null, toAppendSuccess(outcome));
  else if (outcome.kind === 'wrong-expected-version') answer(null, toAppendRefusal(expected, outcome));
  else answer(toStatus(outcome));
}
