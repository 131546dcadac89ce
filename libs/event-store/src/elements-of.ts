import { StreamNotFoundError } from '@eventstore/db-client';

/** What is used of the client's calls. They are Readables, but typed so that Node's own type does not take them. */
interface ClientCall {
  iterator(options: { destroyOnReturn: boolean }): AsyncIterableIterator<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  resume(): unknown;
}

/**
 * The elements of one call of the client. A consumer that stops early cancels the call; what is still on its way is
 * then read and dropped, because a call that is left unread would keep the client from ever closing.
 *
 * A call for a stream that is not there has been answered and is over. It is not cancelled as well: Node's HTTP/2, which the
 * embedded node is made of, ends a connection on which a thousand calls are cancelled at once, or 33 a second.
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
      // A call that could not even begin (no node was found) has nothing to cancel, and says so by rejecting.
      cancel().catch(() => undefined);
      call.resume();
    }
  }
}
