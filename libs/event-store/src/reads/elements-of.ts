import { StreamNotFoundError } from '@eventstore/db-client';

/** The parts of a client's call that we use. Node's own type Readable does not fit its types. */
interface ClientCall {
  iterator(options: { destroyOnReturn: boolean }): AsyncIterableIterator<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  resume(): unknown;
}

/**
 * The elements of one call of the client. A consumer that stops early cancels the call. Elements
 * that are still on their way are then read and dropped: an unread call would keep the client from
 * closing.
 *
 * The answer "no such stream" ends the call, so it is not cancelled. The embedded node replaces a
 * connection after 500 cancelled calls at once, which costs a moment.
 */
export async function* elementsOf<T>(call: ClientCall, cancel: () => Promise<void>): AsyncGenerator<T> {
  let isOver = false;
  try {
    for await (const element of call.iterator({ destroyOnReturn: false })) yield element as T;
    isOver = true;
  } catch (error) {
    isOver = error instanceof StreamNotFoundError;
    throw error;
  } finally {
    if (!isOver) {
      call.on('error', () => undefined);
      // `cancel` rejects when the call never began, because no node was found. Nothing is lost.
      cancel().catch(() => undefined);
      call.resume();
    }
  }
}
