/** What is used of the client's calls. They are Readables, but typed so that Node's own type does not take them. */
interface ClientCall {
  iterator(options: { destroyOnReturn: boolean }): AsyncIterableIterator<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  resume(): unknown;
}

/**
 * The elements of one call of the client. A consumer that stops early cancels the call; what is still on its way is
 * then read and dropped, because a call that is left unread would keep the client from ever closing.
 */
export async function* elementsOf<T>(call: ClientCall, cancel: () => Promise<void>): AsyncGenerator<T> {
  let isDone = false;
  try {
    for await (const element of call.iterator({ destroyOnReturn: false })) yield element as T;
    isDone = true;
  } finally {
    if (!isDone) {
      call.on('error', () => undefined);
      // A call that could not even begin (no node was found) has nothing to cancel, and says so by rejecting.
      cancel().catch(() => undefined);
      call.resume();
    }
  }
}
