import { type ServerWritableStream } from '@grpc/grpc-js';
import { type ReadReq } from '../wire/generated.js';
import { toStatus } from '../wire/refusals.js';
import { type Refusal } from '../writes/outcome.js';
import { Doorbell } from './doorbell.js';

/** A read call: the request as decoded, the responses as bytes that are encoded already. */
export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** The sending end of a read. A sender looks at `isFull` between pages, so a reader that pauses costs one page. */
export class Outlet {
  /** Rings when there is room again and when the call is over. */
  readonly bell = new Doorbell();
  readonly #call: ReadCall;

  constructor(call: ReadCall) {
    this.#call = call;
    for (const event of ['drain', 'cancelled', 'close', 'error', 'finish']) call.on(event, this.bell.ring);
  }

  /** Whether nobody reads any more: the caller went away, or the call was ended. */
  get isClosed(): boolean {
    return this.#call.cancelled || this.#call.destroyed || this.#call.writableEnded;
  }

  /** Whether the caller has not taken what was sent before. */
  get isFull(): boolean {
    return this.#call.writableNeedDrain;
  }

  send(response: Buffer): void {
    this.#call.write(response);
  }

  /** Ends the call with status OK. */
  end(): void {
    if (!this.isClosed) this.#call.end();
  }

  /** Ends the call with the status of a refusal. */
  refuse(refusal: Refusal): void {
    if (!this.isClosed) this.#call.emit('error', toStatus(refusal));
  }
}
