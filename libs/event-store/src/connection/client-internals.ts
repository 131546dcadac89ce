import type { EventStoreDBClient } from '@eventstore/db-client';

/** The parts of the client that it does not document, and that we use. */
interface ClientInternals {
  /** Runs a call of one of the generated services on the client's connection. */
  execute<Services, T>(
    Client: abstract new (...args: never[]) => Services,
    name: string,
    action: (client: Services) => Promise<T>,
  ): Promise<T>;
  /** Metadata and options of a call, with the credentials. Every call begins here. */
  callArguments(options: { readonly deadline?: number }): [never, never];
  /** The connection. The client makes it when there is none. */
  getChannel(): Promise<{ getTarget(): string; close(): void }>;
}

export const internalsOf = (client: EventStoreDBClient): ClientInternals => client as unknown as ClientInternals;

/** gRPC UNAVAILABLE: the same call may succeed on the client that follows. */
export const RETIRED = Object.assign(new Error('This client was replaced by another one.'), { code: 14 });
const CHANNEL_PATIENCE_MS = 500;

const retired = new WeakSet<EventStoreDBClient>();
export const isRetired = (client: EventStoreDBClient): boolean => retired.has(client);

/**
 * Ends a client for good: its open calls fail with CANCELLED, later ones with UNAVAILABLE, and its
 * connection closes. After this it can open no call. That matters, because all clients share one
 * list of open appends, and a broken call of one would reject those of another.
 */
export async function retire(client: EventStoreDBClient): Promise<void> {
  const internals = internalsOf(client);
  retired.add(client);
  internals.callArguments = () => {
    throw RETIRED;
  };
  await client.dispose();
  const channel = await within(internals.getChannel(), CHANNEL_PATIENCE_MS);
  channel?.close();
}

/** The member that the client is connected to, `host:port`. Undefined while it looks for one. */
export async function endpointOf(client: EventStoreDBClient): Promise<string | undefined> {
  const channel = await within(internalsOf(client).getChannel(), CHANNEL_PATIENCE_MS);
  return channel?.getTarget().replace(/^\w+:/, '');
}

async function within<T>(promise: Promise<T>, limitMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), limitMs)));
  try {
    return await Promise.race([promise.catch(() => undefined), limit]);
  } finally {
    clearTimeout(timer);
  }
}
